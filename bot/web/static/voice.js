// Voice: where the browser can turn speech into text, a button fills in the question.
(function () {
  "use strict";
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  const button = document.querySelector("[data-voice]");
  if (!Recognition || !button) return;
  const box = document.getElementById("q");
  const live = document.querySelector("[data-live]");
  const name = button.querySelector("[data-name]");
  let heard = null;

  function listening(on) {
    button.setAttribute("aria-pressed", on ? "true" : "false");
    name.textContent = on ? "正在听" : "语音";
    live.textContent = on ? "请说话" : "";
  }

  button.addEventListener("click", function () {
    if (heard) {
      heard.stop();
      return;
    }
    heard = new Recognition();
    heard.lang = "zh-CN";
    heard.interimResults = true;
    heard.onresult = function (event) {
      box.value = Array.from(event.results, function (result) { return result[0].transcript; }).join("");
    };
    heard.onerror = function () {
      live.textContent = "没有听清，请再说一遍，或者打字。";
    };
    heard.onend = function () {
      heard = null;
      listening(false);
      box.focus();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    };
    listening(true);
    heard.start();
  });
  button.hidden = false;
})();
