import { initAll } from 'govuk-frontend';

initAll();

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
    const answer = await fetch(piece.dataset.redressAgain).catch(() => undefined);
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
