// Talk: questions are answered without loading the page again. Every form here also works without this script.
(function () {
  "use strict";
  const composer = document.querySelector("[data-composer]");
  const box = composer.querySelector("textarea");
  const fault = composer.querySelector("[data-message]");
  const live = composer.querySelector("[data-live]");
  const cards = document.querySelector("[data-cards]");
  const limit = Number(box.dataset.limit);
  const coarse = window.matchMedia("(pointer: coarse)");
  let busy = false;

  function tell(message) {
    fault.textContent = message;
    fault.hidden = !message;
    if (message) {
      box.setAttribute("aria-invalid", "true");
      box.setAttribute("aria-describedby", "fault");
    } else {
      box.removeAttribute("aria-invalid");
      box.removeAttribute("aria-describedby");
    }
  }

  function fieldsOf(form, button) {
    const fields = new URLSearchParams(new FormData(form));
    if (button && button.name) fields.set(button.name, button.value);
    return fields;
  }

  function send(form, fields) {
    return fetch(form.action, {
      method: "POST",
      body: fields,
      headers: { Accept: "text/html", "X-Planbot-Fragment": "1" },
    });
  }

  function show(markup) {
    const holder = document.createElement("template");
    holder.innerHTML = markup;
    const card = holder.content.querySelector(".card");
    prepare(card);
    const start = document.querySelector("[data-start]");
    if (start) start.remove();
    const anew = document.querySelector("[data-anew]");
    if (anew) anew.hidden = false;
    cards.append(card);
    // Loaded again, the page shall show this talk and not ask a shared question anew.
    if (location.search) history.replaceState(null, "", location.pathname);
    return card;
  }

  function messageOf(markup) {
    const found = new DOMParser().parseFromString(markup, "text/html").querySelector("[data-message]:not([hidden])");
    return found ? found.textContent : "没有成功，请过一会儿再试。";
  }

  async function ask(form, button) {
    const typed = form === composer;
    if (typed && box.value.length > limit * 2) {
      tell("您的问题太长了，请不要超过" + limit + "个字。");
      return;
    }
    busy = true;
    live.textContent = "正在查规划";
    try {
      const response = await send(form, fieldsOf(form, button));
      const text = await response.text();
      if (!response.ok) {
        live.textContent = "";
        tell(messageOf(text));
        box.focus();
        return;
      }
      tell("");
      const card = show(text);
      if (typed) box.value = "";
      live.textContent = "答复：" + card.querySelector("[data-lead]").textContent;
      // On a phone the keyboard would cover the answer; at a keyboard one wants to go on typing.
      if (!typed || coarse.matches) card.focus({ preventScroll: true });
      else box.focus({ preventScroll: true });
      card.scrollIntoView({ block: "start" });
    } catch (error) {
      live.textContent = "";
      tell("没有连上，请检查网络后再发一次。您的问题还在输入框里。");
      if (!typed && button) box.value = button.value;
      box.focus();
    } finally {
      busy = false;
    }
  }

  async function rate(form, button) {
    const response = await send(form, fieldsOf(form, button)).catch(function () { return null; });
    const ok = response && response.ok;
    if (ok) {
      for (const other of form.querySelectorAll("button")) {
        other.setAttribute("aria-pressed", other === button ? "true" : "false");
      }
    }
    say(form, ok ? "已记下，谢谢。" : "没有记下，请再试一次。");
  }

  function say(element, message) {
    element.closest(".card").querySelector("[data-told]").textContent = message;
    live.textContent = message;
  }

  async function copied(text) {
    if (navigator.clipboard && window.isSecureContext) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch (error) {
        // Not allowed in this frame or window: the older way may be.
      }
    }
    const holder = document.createElement("textarea");
    holder.value = text;
    holder.className = "unseen";
    document.body.append(holder);
    const before = document.activeElement;
    holder.select();
    const done = document.execCommand("copy");
    holder.remove();
    if (before) before.focus();
    return done;
  }

  async function share(link) {
    if (navigator.share && coarse.matches) {
      try {
        await navigator.share({ title: document.title, url: link.href });
        return;
      } catch (error) {
        if (error.name === "AbortError") return;
      }
    }
    say(link, (await copied(link.href)) ? "链接已复制，可以发给别人。" : "请长按链接复制。");
  }

  function prepare(root) {
    for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.matches("[data-ask]")) {
      event.preventDefault();
      if (!busy) ask(form, event.submitter);
    } else if (form.matches("[data-rate]")) {
      event.preventDefault();
      rate(form, event.submitter);
    }
  });

  document.addEventListener("click", async function (event) {
    const copy = event.target.closest("[data-copy]");
    const link = event.target.closest("[data-share]");
    if (copy) {
      say(copy, (await copied(copy.dataset.copy)) ? "已复制，可以粘贴给别人。" : "没有复制成功，请长按文字复制。");
    } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      share(link);
    }
  });

  box.addEventListener("keydown", function (event) {
    // Enter that picks a word in an input method must not send the question.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });

  box.addEventListener("input", function () {
    const length = Array.from(box.value).length;
    tell(length > limit ? "已有" + length + "个字，超过了" + limit + "个字的上限。" : "");
  });

  prepare(document);
})();
