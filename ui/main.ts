import './http/zod-without-eval.ts';
import { html, render } from 'htm/preact';
import { Frame } from './screens/frame.ts';
import { AppProvider, createApp } from './session/app.ts';

const app = createApp(window);
app.start();
render(html`<${AppProvider} value=${app}><${Frame} /><//>`, document.getElementById('app')!);
