// The evacuation list without a connection: whoever is here by the kept board, and on the other groups as they were when it was kept. It lies on the device encrypted, like
// the taps, until the server has it.

const { kept, keep, stored, seal, unseal, keys, current, unlock, flush, post, newId, clock, quietly, refuse, $, all } = window.konnect;
const alone = work => navigator.locks.request('konnect-evacuation', work);
const make = (kind, textContent) => Object.assign(document.createElement(kind), { textContent });
const section = () => $('[data-evacuation]');

/** The list that is on the device; null for none, or when its key is not at hand. */
async function read() {
  const [row, key] = [await kept('evacuation'), await current()];
  if (key) keys.set(key.name, key.key);
  return row && keys.has(row.name) ? unseal(keys.get(row.name), row) : null;
}

/** Changes the list. A device that may show nothing any more shows its lock. */
const change = how => alone(async () => {
  const key = await current();
  if (!key) return location.reload();
  const list = how(await read(), { at: Date.now(), ahead: key.ahead, by: $('[data-board]').dataset.holder });
  await keep('evacuation', await seal(key, list)).then(() => show(list), () => { $('[data-full]').hidden = false; });
});

// Whoever is here now: of the own group whom the board shows as here, of the others who were there the last time there was a connection.
function everybody() {
  const people = new Map();
  for (const row of all('[data-person]', $('[data-everybody]', section()).content)) {
    const { person: id, group, groupName, own } = row.dataset, here = $(`[data-board] [data-state=present]:is([data-child="${id}"], [data-person="${id}"])`);
    if (people.has(id) || own !== undefined && !here) continue;
    if (here) $('[data-since]', row).textContent = $('small', here).textContent;
    people.set(id, { id, group, groupName, name: $('strong', row).textContent, html: row.outerHTML });
  }
  return [...people.values()];
}

// Of ticks on one person the first holds, after whatever was taken back.
function foundBy(ticks) {
  const found = new Map();
  for (const tick of ticks) if (tick.undo) found.delete(tick.person); else if (!found.has(tick.person)) found.set(tick.person, tick);
  return found;
}
const time = ({ at, ahead }) => clock(at - ahead * 1000);
const fill = (text, value) => text.replace('{0}', value);

/** Shows the list, or the buttons that start one. */
function show(list) {
  const place = section(), texts = place.dataset, found = foundBy(list?.ticks ?? []);
  $('main').append(place);
  $('[data-board]').hidden = true;
  place.hidden = false;
  $('[data-starts]', place).hidden = !!list;
  if (!list) return;
  const missing = list.people.filter(person => !found.has(person.id));
  $('[data-heading]', place).textContent = missing.length ? fill(missing.length === 1 ? texts.one : texts.other, missing.length) : texts.none;
  $('[data-started]', place).textContent = `${fill(texts.began, time(list))} · ${list.drill ? texts.drill : texts.real}`;
  const groups = Map.groupBy(missing, person => person.groupName);
  $('[data-missing]', place).replaceChildren(...[...groups].flatMap(([name, people]) => {
    const rows = make('ul');
    rows.className = 'people';
    rows.innerHTML = people.map(person => person.html).join('');
    return [make('h2', `${name} · ${people.length}`), rows];
  }));
  const seen = list.people.filter(person => found.has(person.id)).sort((a, b) => found.get(b.id).at - found.get(a.id).at);
  $('[data-found-heading]', place).hidden = !seen.length;
  $('[data-found-heading] span', place).textContent = seen.length;
  $('[data-found]', place).replaceChildren(...seen.map(person => {
    const row = document.importNode($('[data-row]', place).content.firstElementChild, true), button = $('button', row);
    $('[data-time]', row).textContent = time(found.get(person.id));
    $('strong', row).textContent = person.name;
    $('small', row).textContent = person.groupName;
    button.dataset.untick = person.id;
    button.ariaLabel = fill(texts.undoLabel, person.name);
    return row;
  }));
}

const begin = drill => change((list, now) => list ?? { id: newId(), location: section().dataset.evacuation, drill, ...now, people: everybody(), ticks: [] });
const tick = (person, undo) => change((list, now) => ({ ...list, ticks: [...list.ticks, { id: newId(), person, undo, ...now }] }));

addEventListener('click', ({ target }) => {
  const button = target.closest('button'), dialog = target.closest('[data-evacuation] dialog');
  if (dialog && (target === dialog || button)) return dialog.close();
  if (!button) return;
  const { begin: kind, tick: person, untick } = button.dataset;
  if ('alarm' in button.dataset) quietly(read().then(list => { show(list); $('[data-heading]').focus(); }));
  else if ('leave' in button.dataset) { section().hidden = true; $('[data-board]').hidden = false; }
  else if ('call' in button.dataset) $('dialog', button.parentElement).showModal();
  else if (kind) quietly(begin(kind === 'drill'));
  else if (person) quietly(tick(person, false));
  else if (untick) quietly(tick(untick, true));
});

/** Sends the list, the taps first. True when the page goes on to the server's own list. */
export async function send() {
  if (!await kept('evacuation')) return false;
  const key = await unlock();
  if (!key || key === 'locked') return false;
  await quietly(flush());
  const list = await read();
  if (!list) return false;
  const response = await post('/offline/evacuations', { ...list, people: list.people.map(({ id, group }) => ({ id, group })) });
  if (!response?.ok || response.redirected) return false;
  const { id, open, waits, refused } = await response.json();
  // What was ticked meanwhile is sent the next time.
  const whole = !waits && await alone(async () => (await read())?.ticks.length === list.ticks.length && (await stored('kept', 'readwrite', store => store.delete('evacuation')), true));
  const nameOf = key => list.people.find(person => person.id === key)?.name ?? '';
  if (whole || waits) await refuse(refused.map(({ id: key, text }) => ({ at: list.at, text: `${nameOf(key)} ${text}` })));
  if (whole && open) location.assign(`/evacuations/${id}`);
  return whole && open;
}

// One that goes on is what is looked for when the board opens, and where somebody came from its pages.
let opened = false;
export async function open() {
  if (opened || !section()) return;
  opened = true;
  const list = await read();
  if (list || /\/evacuation/.test(location.pathname)) show(list);
}
if (!$('[data-offline-shell]')) {
  quietly(send());
  setInterval(() => $('[data-board]') || quietly(send()), 5000);
}
