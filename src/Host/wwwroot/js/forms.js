// Forms answer at once: sent only once, choices that submit themselves, search while typing. It all works without this too.

// A form is sent once. Forms that download stay usable, because their page stays.
addEventListener('submit', event => {
  const form = event.target;
  if (form.getAttribute('method') !== 'post' || form.hasAttribute('data-download')) return;
  if (form.hasAttribute('data-sent')) return event.preventDefault();
  form.setAttribute('data-sent', '');
  const button = event.submitter ?? form.querySelector('[type=submit]');
  button?.setAttribute('aria-busy', 'true');
});

// Coming back through history makes the page usable again.
addEventListener('pageshow', event => {
  if (!event.persisted) return;
  document.querySelectorAll('[data-sent]').forEach(form => form.removeAttribute('data-sent'));
  document.querySelectorAll('[aria-busy]').forEach(button => button.removeAttribute('aria-busy'));
});

// A choice made with the pointer submits at once; with the keyboard on leaving the field.
let typed = null;
const submit = field => { if (field.checkValidity() && field.value !== field.dataset.was) { field.dataset.was = field.value; field.form.requestSubmit(); } };
addEventListener('focusin', ({ target }) => { if (target.matches('[data-autosubmit]')) { target.dataset.was = target.value; typed = null; } });
addEventListener('keydown', ({ target, key }) => { if (target.matches?.('[data-autosubmit]') && key !== 'Enter' && key !== 'Tab') typed = target; });
addEventListener('change', ({ target }) => { if (target.matches('[data-autosubmit]') && typed !== target) submit(target); });
addEventListener('focusout', ({ target }) => { if (target.matches('[data-autosubmit]') && typed === target) submit(target); });

// Search while typing, shown in the region that data-search names.
let waiting;
const search = form => {
  const url = new URL(form.action);
  url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
  document.dispatchEvent(new CustomEvent('konnect:swap', { detail: { url: url.href, region: form.dataset.search } }));
};
addEventListener('input', ({ target }) => {
  const form = target.form;
  if (!form?.matches?.('[data-search]')) return;
  clearTimeout(waiting);
  waiting = setTimeout(search, 200, form);
});
addEventListener('submit', event => {
  if (!event.target.matches('[data-search]')) return;
  event.preventDefault();
  clearTimeout(waiting);
  search(event.target);
});

// A status that stands in the page when it loads is not read aloud; one that arrives is.
const toasts = document.querySelector('[data-toasts]');
if (toasts?.childElementCount) {
  const arrived = [...toasts.children];
  toasts.replaceChildren();
  setTimeout(() => toasts.append(...arrived), 100);
}

// Copies what an element of the page holds. Where the clipboard is out of reach the text is at least selected.
document.querySelectorAll('[data-copy]').forEach(place => place.hidden = false);
addEventListener('click', async ({ target }) => {
  const place = target.closest('[data-copy]');
  if (!place) return;
  const source = document.getElementById(place.dataset.copy);
  if (source.select) source.select(); else getSelection().selectAllChildren(source);
  try { await navigator.clipboard.writeText(source.value ?? source.textContent); } catch { if (!document.execCommand('copy')) return; }
  const label = place.querySelector('[aria-live]');
  const text = label.dataset.text ??= label.textContent;
  label.textContent = place.dataset.done;
  setTimeout(() => label.textContent = text, 2000);
});
