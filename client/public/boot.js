/*
 * Says why a page stays blank, and what to do, when its own scripts cannot: the browser is too old for them, they did
 * not load, or they broke before anything was drawn. Written for browsers of 2012, and served as it is: nothing here may
 * need to be compiled. It is loaded before all other scripts, so that it hears their errors.
 */
(function () {
  'use strict';
  /** A page with a slow network draws within this, and so does one whose chunks come from a phone's 3G. */
  var SLOW_AFTER_MS = 15000;
  var KEY = 'polyscope.reloadedWithout';

  var texts = {
    en: {
      tooOld: [
        'This browser is too old for Polyscope.',
        'Update it, or open this page in a current Chrome, Edge, Firefox or Safari.',
      ],
      noFiles: ['This page could not be loaded.', 'Check your connection and reload the page.'],
      slow: ['This page is taking a long time to load.', 'It appears as soon as the network allows.'],
      broken: ['Something went wrong on our side.', 'Reload the page. If it keeps happening, try another browser.'],
      reload: 'Reload the page',
      home: 'All events',
    },
    fr: {
      tooOld: [
        'Ce navigateur est trop ancien pour Polyscope.',
        'Mettez-le à jour, ou ouvrez cette page dans une version récente de Chrome, Edge, Firefox ou Safari.',
      ],
      noFiles: ['Cette page n’a pas pu se charger.', 'Vérifiez votre connexion et rechargez la page.'],
      slow: ['Cette page est longue à charger.', 'Elle s’affichera dès que le réseau le permettra.'],
      broken: [
        'Une erreur est survenue de notre côté.',
        'Rechargez la page. Si cela persiste, essayez un autre navigateur.',
      ],
      reload: 'Recharger la page',
      home: 'Tous les événements',
    },
  };

  /** As words.ts chooses it. */
  function languageOf() {
    var all = navigator.languages || [navigator.language || 'en'];
    var at;
    for (at = 0; at < all.length; at += 1) {
      if (/^fr\b/i.test(all[at])) return 'fr';
      if (/^en\b/i.test(all[at])) return 'en';
    }
    return 'en';
  }

  /** The newest of what the pages use unasked and polyfills.ts does not add; docs/browsers.md has the versions. */
  function isTooOld() {
    return !(
      'noModule' in document.createElement('script') &&
      window.Promise &&
      Promise.allSettled &&
      window.fetch &&
      window.AbortController &&
      window.ResizeObserver &&
      window.structuredClone &&
      window.Intl &&
      Intl.ListFormat &&
      Object.hasOwn &&
      Array.prototype.at &&
      Array.prototype.findLast &&
      String.prototype.replaceAll &&
      window.CSS &&
      CSS.supports('width: 1cqw') &&
      CSS.supports('height: 1dvh') &&
      CSS.supports('selector(:has(a))')
    );
  }

  var page = null;
  var notice = null;
  var said = '';
  function isDrawn() {
    page = page || document.getElementById('page');
    return page !== null && page.firstChild !== null;
  }

  function add(parent, name, text) {
    var made = document.createElement(name);
    if (text) made.appendChild(document.createTextNode(text));
    parent.appendChild(made);
    return made;
  }

  /** Beside the page, which is React's; styles may be missing, so it stays legible without any. */
  function draw() {
    if (!document.body) return;
    if (notice) document.body.removeChild(notice);
    var language = languageOf();
    var words = texts[language];
    document.documentElement.lang = language;
    notice = add(document.body, 'main');
    notice.className = 'trouble';
    notice.setAttribute('data-boot', said);
    var text = add(notice, 'div');
    text.className = 'trouble-said';
    text.setAttribute('role', 'alert');
    add(text, 'h1', words[said][0]);
    add(text, 'p', words[said][1]);
    var acts = add(notice, 'div');
    acts.className = 'trouble-acts';
    var reload = add(acts, 'button', words.reload);
    reload.className = 'button';
    reload.onclick = function () {
      location.reload();
    };
    var home = add(acts, 'a', words.home);
    home.className = 'button';
    home.setAttribute('data-variant', 'quiet');
    home.href = '/';
  }

  /** The first reason stays, except that being slow gives way to why. */
  function say(what) {
    if (isDrawn() || (said && said !== 'slow')) return;
    said = what;
    draw();
  }

  /** Once per tab and file: a server that lacks a file for good does not make the page reload again and again. */
  function mayReloadWithout(file) {
    var tried;
    try {
      tried = (sessionStorage.getItem(KEY) || '').split(' ');
      if (tried.indexOf(file) >= 0) return false;
      sessionStorage.setItem(KEY, tried.concat(file).join(' '));
      return true;
    } catch (_) {
      return false;
    }
  }

  /** A page that has loaded so far says itself what is missing. */
  function sayLater() {
    setTimeout(function () {
      say('noFiles');
    }, 1000);
  }

  /**
   * A file is missing. If the server's page names another main script by now, this page is older than the server's
   * files, and a new one works.
   */
  function reloadIfReplaced(missing) {
    var main = document.querySelector('script[type=module]');
    if (!main || !window.fetch) return say('noFiles');
    fetch(location.pathname, { cache: 'no-store', headers: { accept: 'text/html' } })
      .then(function (response) {
        return response.ok ? response.text() : '';
      })
      .then(function (html) {
        var isReplaced = html.indexOf('type="module"') >= 0 && html.indexOf(main.getAttribute('src')) < 0;
        if (isReplaced && mayReloadWithout(missing)) location.reload();
        else sayLater();
      })
      ['catch'](sayLater);
  }

  window.addEventListener(
    'error',
    function (event) {
      var failed = event.target;
      if (failed && failed !== window) {
        if (failed.tagName === 'SCRIPT') reloadIfReplaced(failed.getAttribute('src') || '');
        return;
      }
      say(event.error instanceof SyntaxError ? 'tooOld' : 'broken');
    },
    true
  );
  // A chunk that is asked for later; Vite tells of it. A drawn page says so itself: it may be filming.
  window.addEventListener('vite:preloadError', function (event) {
    if (!isDrawn()) reloadIfReplaced(String(event.payload && event.payload.message));
  });
  window.addEventListener('unhandledrejection', function () {
    say('broken');
  });

  if (isTooOld()) said = 'tooOld';
  document.addEventListener('DOMContentLoaded', function () {
    if (said && !isDrawn()) draw();
  });
  var began = Date.now();
  var timer = setInterval(function () {
    if (isDrawn()) {
      // What React says of an old browser is about its own error, and not the reason.
      if (said === 'tooOld' && page.querySelector('.trouble')) return;
      if (notice) document.body.removeChild(notice);
      clearInterval(timer);
    } else if (Date.now() - began > SLOW_AFTER_MS) say('slow');
  }, 500);
})();
