// A shared tablet that nobody touches: a little after five minutes it asks what it may still show, and again after that.
const idle = 305_000;
let timer, told = Date.now();
const wait = () => { clearTimeout(timer); timer = setTimeout(look, idle); };
function look() {
  document.dispatchEvent(new CustomEvent('konnect:swap', { detail: { url: location.href, region: 'main' } }));
  wait();
}
function touched() {
  wait();
  if (Date.now() - told > 60_000) { told = Date.now(); fetch('/tablet/awake'); }
}
for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, touched, { passive: true });
wait();
