// Marks and keys for lists of papers, kept in this browser alone. The pages work without this file.
(function () {
  'use strict';

  var MOST = 1000;
  var papers = Array.from(document.querySelectorAll('[data-paper]'));
  var list = papers.filter(function (paper) { return paper.classList.contains('paper'); });
  var keys = document.querySelector('.keys input');
  var keeps = isKept();

  // Another tab may have written since, so each act reads first. A browser that keeps nothing shows no marks.
  function read(name) {
    try {
      var kept = JSON.parse(localStorage.getItem('digestmailer-' + name) || '[]');
      return Array.isArray(kept) ? kept.filter(function (one) {
        return one && typeof one.path === 'string' && /^\/(?!\/)/.test(one.path) && typeof one.title === 'string';
      }) : [];
    } catch (fault) { return []; }
  }

  function write(name, kept) {
    try { localStorage.setItem('digestmailer-' + name, JSON.stringify(kept.slice(-MOST))); } catch (fault) { /* Full, or not allowed. */ }
  }

  function isKept() {
    try {
      localStorage.setItem('digestmailer-try', '1');
      localStorage.removeItem('digestmailer-try');
      return true;
    } catch (fault) { return false; }
  }

  function has(kept, path) { return kept.some(function (one) { return one.path === path; }); }

  function without(kept, path) { return kept.filter(function (one) { return one.path !== path; }); }

  function entry(paper) { return { path: paper.dataset.paper, title: paper.querySelector('h1, h2').textContent.trim() }; }

  function see(paper) {
    var seen = entry(paper);
    write('seen', without(read('seen'), seen.path).concat(seen));
    show();
  }

  function toggle(paper) {
    var one = entry(paper), saved = read('saved');
    write('saved', has(saved, one.path) ? without(saved, one.path) : saved.concat(one));
    show();
  }

  function show() {
    if (!keeps) return;
    var saved = read('saved'), seen = read('seen');
    papers.forEach(function (paper) {
      var mark = paper.querySelector('.mark'), label = paper.querySelector('.was-seen');
      mark.hidden = false;
      mark.setAttribute('aria-pressed', String(has(saved, paper.dataset.paper)));
      if (label) label.hidden = !has(seen, paper.dataset.paper);
    });
    shelve(saved);
  }

  // The page of saved papers.
  function shelve(saved) {
    var shelf = document.querySelector('[data-saved]');
    if (!shelf) return;
    document.querySelector('[data-script]').hidden = true;
    document.querySelector('[data-none]').hidden = saved.length > 0;
    shelf.replaceChildren.apply(shelf, saved.slice().reverse().map(function (one) {
      var item = document.createElement('li'), link = document.createElement('a'), drop = document.createElement('button');
      link.href = one.path;
      link.dir = 'auto';
      link.textContent = one.title;
      drop.type = 'button';
      drop.className = 'quiet';
      drop.textContent = shelf.dataset.remove;
      drop.setAttribute('aria-label', shelf.dataset.remove + ': ' + one.title);
      drop.addEventListener('click', function () {
        write('saved', without(read('saved'), one.path));
        show();
        document.querySelector('h1').focus();
      });
      item.append(link, drop);
      return item;
    }));
  }

  function current() {
    var at = document.activeElement && document.activeElement.closest('[data-paper]');
    return at || (list.length === 0 ? papers[0] : null) || null;
  }

  function step(by) {
    var at = list.indexOf(current());
    var next = list[at < 0 ? (by > 0 ? 0 : -1) : at + by];
    if (!next) return;
    next.querySelector('h2 a').focus({ preventScroll: true });
    next.scrollIntoView({ block: 'start' });
  }

  function press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!keys || !keys.checked || event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
    var paper = current();
    switch (event.key) {
      case 'j': step(1); break;
      case 'k': step(-1); break;
      case 'o': if (paper && list.length > 0) paper.querySelector('h2 a').click(); break;
      case 's': if (paper && keeps) toggle(paper); break;
      default: return;
    }
    event.preventDefault();
  }

  if (keys) {
    document.querySelector('.keys').hidden = false;
    keys.checked = read('keys-off').length === 0;
    keys.addEventListener('change', function () { write('keys-off', keys.checked ? [] : [{ path: '/', title: '' }]); });
    document.addEventListener('keydown', press);
  }
  if (!keeps) return;
  papers.forEach(function (paper) {
    paper.querySelector('.mark').addEventListener('click', function () { toggle(paper); });
    ['click', 'auxclick'].forEach(function (name) {
      paper.addEventListener(name, function (event) {
        if (event.button < 2 && event.target.closest('h2 a, .links a')) see(paper);
      });
    });
  });
  if (list.length === 0) papers.forEach(see);
  window.addEventListener('storage', show);
  window.addEventListener('pageshow', show);
  show();
})();
