// The pages work without this file. It guesses the time zone, shows weekday, hour and cap only where they count, and keeps the preview up to date.
(function () {
  'use strict';

  document.querySelectorAll('select[data-guess]').forEach(function (select) {
    var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || zone.indexOf('/') < 0) return;
    if (!Array.from(select.options).some(function (option) { return option.value === zone; })) {
      select.add(new Option(zone.replace(/_/g, ' '), zone), 1);
    }
    select.value = zone;
  });

  document.querySelectorAll('form[data-forecast]').forEach(function (form) {
    var place = form.querySelector('.forecast');
    var details = form.querySelector('details');
    var waiting, asked = 0;

    function fit() {
      form.querySelectorAll('[data-only]').forEach(function (field) {
        field.hidden = field.dataset.only.split(' ').indexOf(form.elements.every.value) < 0;
      });
    }

    function ask() {
      var turn = ++asked;
      var fields = new URLSearchParams();
      ['topic', 'queries', 'every', 'weekday', 'at', 'zone', 'max'].forEach(function (name) {
        new FormData(form).getAll(name).forEach(function (value) { fields.append(name, value); });
      });
      fetch(form.dataset.forecast, { method: 'POST', body: fields, credentials: 'omit' })
        .then(function (answer) { return answer.ok ? answer.text() : ''; })
        .then(function (html) { if (html && turn === asked) place.innerHTML = html; })
        .catch(function () { /* The preview is a help, not a need. */ });
    }

    form.addEventListener('change', function (event) {
      fit();
      if (event.target.name === 'email') return;
      clearTimeout(waiting);
      waiting = setTimeout(ask, 250);
    });
    if (details) details.addEventListener('toggle', function () { if (details.open && !place.textContent.trim()) ask(); });
    fit();
  });
})();
