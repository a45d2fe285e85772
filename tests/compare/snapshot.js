// The page as lines of text, and the elements with which a user can do something. Understands JustPy's pages (Vue) and
// tornjust's; nothing in the result tells which of the two made it.
() => {
  const vue = window.app1 && window.app1.$el && window.app1.$el.nodeType === 1;
  const root = vue ? window.app1.$el : document.querySelector('[data-tornjust-root]') || document.body;
  const lines = [], elements = [];
  const FIELDS = new Set(['input', 'textarea', 'select', 'option']);
  const place = new Map();
  const number = (el, path) => { place.set(el, path); [...el.children].forEach((c, i) => number(c, path.concat(i))); };
  number(root, []);
  const where = id => { const el = document.getElementById(id); return el && place.has(el) ? '@' + place.get(el).join('.') : '@?'; };
  const listens = el => {
    const events = el.__vue__ && el.__vue__.jp_props ? el.__vue__.jp_props.events
      : (el.getAttribute('data-tj-on') || '').split(' ').filter(w => w && w[0] !== '+' && w !== '!').map(w => w.split('~')[0]);
    return [...new Set(events)].filter(e => e !== 'before' && e !== 'after').sort();
  };
  const shown = el => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== 'hidden';
  const attributes = el => {
    const out = [];
    for (const {name, value} of el.attributes) {
      if (name === 'class' || name === 'style' || name.startsWith('data-tj') || name.startsWith('data-tornjust')) continue;
      if (FIELDS.has(el.localName) && ['value', 'checked', 'selected'].includes(name)) continue;
      if (name === 'id' && /^\d+$/.test(value)) continue;
      if (['for', 'form', 'list'].includes(name) && /^\d+$/.test(value)) { out.push(`${name}=${where(value)}`); continue; }
      if (name === 'href' && /^#\d+$/.test(value)) { out.push(`href=${where(value.slice(1))}`); continue; }
      out.push(`${name}=${JSON.stringify(value)}`);
    }
    return out.sort();
  };
  const walk = (el, path, depth) => {
    const margin = '  '.repeat(depth), parts = [el.localName];
    if (el.namespaceURI !== 'http://www.w3.org/1999/xhtml') parts[0] = 'svg:' + parts[0];
    const classes = [...el.classList].sort().join(' ');
    if (classes) parts.push('.' + classes.replaceAll(' ', '.'));
    parts.push(...attributes(el));
    const style = el.style && [...el.style].map(p => `${p}:${el.style.getPropertyValue(p)}`).sort().join(';');
    if (style) parts.push(`style={${style}}`);
    if (el.localName === 'input' && (el.type === 'checkbox' || el.type === 'radio')) { if (el.checked) parts.push('CHECKED'); }
    if (el.localName === 'input' || el.localName === 'textarea') parts.push(`value=${JSON.stringify(el.value)}`);
    if (el.localName === 'option') { parts.push(`value=${JSON.stringify(el.value)}`); if (el.selected) parts.push('SELECTED'); }
    if (el !== root && !shown(el)) parts.push('HIDDEN');
    if (el === document.activeElement) parts.push('FOCUS');
    lines.push(margin + parts.join(' '));
    if (el !== root) elements.push({
      path, tag: el.localName, type: el.type || '', events: listens(el), shown: shown(el), disabled: !!el.disabled || !!el.readOnly,
      href: el.getAttribute('href'), target: el.getAttribute('target'),
      options: el.localName === 'select' ? [...el.options].map(o => o.value) : [],
      text: (el.textContent || '').slice(0, 40),
    });
    if (el.localName === 'textarea' || el.localName === 'input') return;
    let text = '', index = 0;
    const flush = () => { if (text.trim()) lines.push(margin + '  ' + JSON.stringify(text.replace(/\n+$/, ''))); text = ''; };
    for (const child of el.childNodes) {
      if (child.nodeType === 3) text += child.data;
      else if (child.nodeType === 1) { flush(); walk(child, path.concat(index++), depth + 1); }
    }
    flush();
  };
  walk(root, [], 0);
  return {lines, elements, title: document.title, path: location.pathname + location.search,
          ready: vue ? !!(window.websocket_ready || !window.use_websockets)
                     : !document.querySelector('[data-tornjust-root]') || document.documentElement.hasAttribute('data-tornjust-ready')};
}
