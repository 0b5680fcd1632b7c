// Frame: Escape inside the frame asks the page around it to close it. The message says nothing else.
(function () {
  "use strict";
  if (window.parent === window) return;
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !event.isComposing) window.parent.postMessage("planbot:close", "*");
  });
})();
