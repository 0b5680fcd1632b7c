// Embed: one line on a page, <script src="https://…/embed.js" defer></script>, puts a button there that opens a frame.
// data-label and data-side="left" on that line change the button. Nothing is added to the page's global names.
(function () {
  "use strict";
  const script = document.currentScript;
  if (!script || document.querySelector("[data-planbot-button]")) return;
  const source = new URL(script.src);
  const home = source.origin;
  const label = script.dataset.label || "问规划";
  const side = script.dataset.side === "left" ? "left" : "right";

  const host = document.createElement("div");
  host.setAttribute("data-planbot-button", "");
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(
    ":host{all:initial;position:fixed;z-index:2147483000;bottom:16px;" + side + ":16px}" +
    "button{font:700 18px/1.2 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;cursor:pointer;" +
    "min-width:48px;min-height:48px;padding:12px 20px;color:#fff;background:#0b5d52;border:2px solid #fff;" +
    "border-radius:999px;box-shadow:0 3px 14px rgba(0,0,0,.35)}" +
    "button:focus-visible{outline:3px solid #8a2be2;outline-offset:3px}" +
    "div{position:fixed;" + side + ":16px;bottom:16px;width:min(420px,calc(100vw - 32px));height:min(680px,calc(100vh - 32px));" +
    "display:flex;flex-direction:column;background:#fff;border-radius:14px;overflow:hidden;" +
    "box-shadow:0 8px 40px rgba(0,0,0,.4)}" +
    "div[hidden]{display:none}" +
    "div button{border:0;border-radius:0;box-shadow:none;padding:6px 16px;min-height:44px;font-size:16px}" +
    "div button:focus-visible{outline-offset:-5px;outline-color:#fff}" +
    "iframe{flex:1;width:100%;border:0}" +
    "@media(max-width:480px){div{inset:0;width:100vw;height:100%;border-radius:0}}"
  );
  root.adoptedStyleSheets = [style];

  const opener = document.createElement("button");
  opener.type = "button";
  opener.textContent = label;
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-expanded", "false");

  const panel = document.createElement("div");
  panel.hidden = true;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "规划通问答");
  const closer = document.createElement("button");
  closer.type = "button";
  closer.textContent = "关闭";
  panel.append(closer);
  root.append(opener, panel);
  let frame = null;

  function open() {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = "规划通问答";
      frame.src = new URL("embed", source).href;
      frame.allow = "microphone; clipboard-write";
      panel.append(frame);
    }
    panel.hidden = false;
    opener.hidden = true;
    opener.setAttribute("aria-expanded", "true");
    closer.focus();
  }

  function close() {
    panel.hidden = true;
    opener.hidden = false;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }

  opener.addEventListener("click", open);
  closer.addEventListener("click", close);
  root.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  window.addEventListener("message", function (event) {
    const ours = frame && event.source === frame.contentWindow && event.origin === home;
    if (ours && event.data === "planbot:close" && !panel.hidden) close();
  });
  function place() {
    document.body.append(host);
  }
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
})();
