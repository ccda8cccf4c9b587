// Renews the parts of the page as they change. Without it the page still shows what was when it was opened.
const live = document.getElementById('live');

/** Puts a part in place, and leaves the keyboard and the reader where they were. */
function renew(id, html) {
  const part = document.getElementById(id);
  if (!part) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
  const scrolled = [...part.querySelectorAll('.scroll, .log')].map((box) => [box.scrollLeft, box.scrollTop]);
  part.innerHTML = html;
  part.querySelectorAll('.scroll, .log').forEach((box, i) => {
    [box.scrollLeft, box.scrollTop] = scrolled[i] ?? [0, 0];
  });
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

const events = new EventSource(document.body.dataset.events);
events.addEventListener('part', ({ data }) => {
  const { id, html } = JSON.parse(data);
  renew(id, html);
});
events.addEventListener('said', ({ data }) => {
  live.textContent = JSON.parse(data);
});
events.onopen = () => {
  live.textContent = 'Live';
};
events.onerror = () => {
  live.textContent = 'No connection: is the dashboard still running?';
};

// Stop and resume without leaving the page.
document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  // Not disabled: that would take the keyboard away from it.
  if (form.dataset.asked) return;
  form.dataset.asked = 'yes';
  fetch(form.getAttribute('action'), {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(new FormData(form)),
  })
    .then(async (answer) => {
      live.textContent = await answer.text();
    })
    .catch(() => {
      live.textContent = 'No connection: is the dashboard still running?';
    })
    .finally(() => {
      delete form.dataset.asked;
    });
});
