// Passkeys: the page holds the question, the browser answers, the form carries the answer. Without this file people sign in with a password.

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');

async function ask(place) {
  const options = JSON.parse(place.dataset.options);
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.allowCredentials, options.excludeCredentials]) list?.forEach(known => known.id = bytes(known.id));
  const { id, rawId, type, response: r, authenticatorAttachment } = await navigator.credentials[place.dataset.passkey]({ publicKey: options });
  const response = { clientDataJSON: text(r.clientDataJSON) };
  for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) if (r[part]) response[part] = text(r[part]);
  if (r.getTransports) response.transports = r.getTransports();
  return JSON.stringify({ id, rawId: text(rawId), type, response, authenticatorAttachment, clientExtensionResults: {}, state: options.state });
}

document.querySelectorAll('[data-passkey]').forEach(place => {
  if (!window.PublicKeyCredential) return;
  place.hidden = false;
  place.querySelector('button').addEventListener('click', async () => {
    const status = place.querySelector('[role=status]');
    status.textContent = '';
    try { place.querySelector('input').value = await ask(place); } catch { return status.textContent = place.dataset.failed; }
    place.closest('form').requestSubmit();
  });
});
