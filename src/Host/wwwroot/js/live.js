// Keeps an open page up to date: when its topic changes it is fetched, and <main> takes over what differs.
// What stays the same keeps its place, focus and scroll; a form in use is left alone.

const dirty = field => field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked
  : field.options ? [...field.options].some(option => option.selected !== option.defaultSelected && field.querySelector('[selected]'))
  : !['hidden', 'submit', 'button'].includes(field.type) && field.value !== field.defaultValue;
const inUse = form => form.hasAttribute('data-sent') || [...form.elements].some(dirty)
  || form.contains(document.activeElement) && document.activeElement.matches('input, select, textarea');
const key = node => node.id || node.dataset?.key;
const alike = (a, b) => a && a.nodeType === b.nodeType && a.nodeName === b.nodeName && key(a) === key(b);

function morph(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.isEqualNode(to) || from.matches('form') && inUse(from)) return;
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
  for (const { name, value } of [...to.attributes]) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  const keyed = new Map([...from.children].filter(key).map(child => [key(child), child]));
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    const match = key(next) ? keyed.get(key(next)) : alike(at, next) ? at : null;
    if (match && match === at) at = at.nextSibling;
    else if (match) from.insertBefore(match, at);
    if (match) morph(match, next); else from.insertBefore(next, at);
  }
  while (at) { const rest = at.nextSibling; at.remove(); at = rest; }
}

let current;
async function swap(url, region, follow) {
  current?.abort();
  current = new AbortController();
  try {
    const response = await fetch(url, { headers: { 'X-Konnect-Swap': region }, signal: current.signal });
    if (response.status === 401) return leave();
    if (response.redirected && new URL(response.url).pathname !== new URL(url).pathname) return location.reload();
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const [from, to] = [document.querySelector(region), page.querySelector(region)];
    if (!from || !to) return location.assign(url);
    const focused = document.activeElement;
    morph(from, to);
    if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
    if (follow) history.replaceState(history.state, '', url);
  } catch (fault) {
    if (fault.name !== 'AbortError') state('off');
  }
}

// Once a session is over, its page goes.
const leave = () => location.replace(location.pathname + location.search);
if (document.querySelector('[action="/sign-out"]')) {
  const check = () => fetch('/live/session', { headers: { 'X-Konnect-Swap': '' } }).then(answer => (answer.redirected || answer.status === 401) && leave(), () => {});
  setInterval(check, 60_000);
  addEventListener('visibilitychange', check);
}

const state = value => document.documentElement.dataset.live = value;
document.addEventListener('konnect:swap', ({ detail }) => swap(detail.url, detail.region, true));

const topic = document.querySelector('[data-live]')?.getAttribute('data-live');
if (topic) {
  const refresh = () => document.querySelector('[data-board]') ?? (document.visibilityState === 'visible' ? swap(location.href, 'main') : stale = true);
  let stale = false, polling, source;
  const poll = () => polling ??= setInterval(refresh, 30_000);
  const listen = () => {
    if (!window.EventSource) return poll();
    source = new EventSource('/live?topic=' + encodeURIComponent(topic));
    source.addEventListener('open', () => { state('on'); clearInterval(polling); polling = null; if (stale) { stale = false; refresh(); } });
    source.addEventListener('changed', refresh);
    // While away nothing is heard: look when back, poll when the browser gave up.
    source.addEventListener('error', () => { state('off'); stale = true; if (source.readyState === EventSource.CLOSED) poll(); });
  };
  listen();
  addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && stale) { stale = false; refresh(); } });
  addEventListener('online', () => { if (source?.readyState === EventSource.CLOSED) listen(); });
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', event => { if (event.persisted) { listen(); refresh(); } });
}
