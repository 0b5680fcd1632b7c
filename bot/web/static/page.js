// Page: the switches of every page take effect at once; without this script they load the page again.
(function () {
  "use strict";
  const form = document.querySelector("[data-switches]");
  if (!form || !window.fetch) return;
  const root = document.documentElement;

  function apply(name, value) {
    if (value) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
  }

  form.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const name = button.name, value = button.value;
    apply(name, value);
    if (name === "size") {
      button.setAttribute("aria-pressed", value ? "true" : "false");
      button.value = value ? "" : "elder";
    } else {
      // The pressed button gives way to its opposite: whoever pressed it stays there.
      form.querySelector(value === "dark" ? ".to-light" : ".to-dark").focus();
    }
    const body = new URLSearchParams();
    body.set(name, value);
    body.set("back", "/privacy");
    fetch(form.action, { method: "POST", body: body, redirect: "manual" }).catch(function () {
      // The page has changed already; without a connection it is only not remembered.
    });
  });
})();
