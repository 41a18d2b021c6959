import './http/zod-without-eval.ts';
import { html, render } from 'htm/preact';
import { Frame } from './screens/frame.ts';
import { fetchEarly } from './screens/screen-loads.ts';
import { AppProvider, createApp } from './session/app.ts';

const app = createApp(window);
app.start();
fetchEarly(app.router.route.peek());
// In a task of its own: a phone that has just run all the scripts hears a finger before it draws.
setTimeout(() => {
  const page = document.getElementById('app')!;
  // What stood there until now.
  page.replaceChildren();
  render(html`<${AppProvider} value=${app}><${Frame} /><//>`, page);
});
