import { initAll } from 'govuk-frontend';

initAll();

/** Long enough to finish a sentence, short enough to lose little. */
const PAUSE_MS = 3000;

/** Saves what is being typed for a letter by itself, and shows what of the page has changed by it. */
function keepTyping(form) {
  let timer;
  let sent = describe(form);
  let running = false;
  let again = false;
  let leaving = false;

  async function save() {
    clearTimeout(timer);
    const typed = describe(form);
    if (leaving || typed === sent) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.redressTyping, { method: 'POST', body });
      if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) throw new Error(String(answer.status));
      sent = typed;
      show(form, await answer.json());
    } catch {
      if (!leaving) tell(form, 'Not saved: the connection or your sign-in is gone. What you typed is still here. Keep this page open, and try “Save and go on later”.');
    } finally {
      running = false;
      if (again) {
        again = false;
        save();
      }
    }
  }

  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener('change', save);
  form.addEventListener('submit', () => {
    leaving = true;
    clearTimeout(timer);
  });
}

/** What stands in a form, without what the page itself put there. */
function describe(form) {
  return JSON.stringify([...new FormData(form)].filter(([name]) => !name.startsWith('_')));
}

function show(form, { version, regions }) {
  const base = form.elements.namedItem('_base');
  if (base) base.value = String(version);
  for (const [id, content] of Object.entries(regions)) {
    const region = document.getElementById(id);
    // Made by the server with the same escaping as the page.
    if (region && region.innerHTML !== content && !region.contains(document.activeElement)) region.innerHTML = content;
  }
}

function tell(form, text) {
  const saved = document.getElementById('saved');
  if (!saved) return;
  const said = document.createElement('p');
  said.className = 'govuk-error-message';
  said.textContent = text;
  saved.replaceChildren(said);
}

for (const form of document.querySelectorAll('form[data-redress-typing]')) keepTyping(form);

// While somebody writes in a form that says so, what they typed is kept as their draft, a moment after they pause.
for (const form of document.querySelectorAll('form[data-keep]')) {
  const said = form.querySelector('[data-kept]');
  let waiting;
  const keep = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.set('_do', form.dataset.keep);
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined);
    const at = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    said.textContent = answer?.status === 204 ? `Your draft was kept at ${at}.` : 'Your draft could not be kept. Save soon.';
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 2000);
  });
  form.addEventListener('submit', () => clearTimeout(waiting));
}

// A piece of a page that says where it can be asked for again: every 20 seconds, while somebody looks at the page.
for (const piece of document.querySelectorAll('[data-redress-again]')) {
  let last;
  const timer = setInterval(async () => {
    if (document.visibilityState !== 'visible') return;
    const answer = await fetch(piece.dataset.redressAgain, { redirect: 'manual' }).catch(() => undefined);
    if (answer === undefined) return; // out of reach for now: it is asked again
    if (!answer.ok || answer.redirected) return clearInterval(timer);
    const fresh = await answer.text();
    if (fresh !== (last ?? piece.innerHTML)) piece.innerHTML = fresh;
    last = fresh;
  }, 20_000);
}

// A link to a folded part, or to what has a folded part in it, opens it.
const openTarget = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const row = target?.closest('.govuk-summary-list__row, tr') ?? target;
  for (const one of [target?.closest('details'), row?.querySelector('details')]) if (one) one.open = true;
};
addEventListener('hashchange', openTarget);
openTarget();
