import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type KeptModel, MODEL_ROUTES } from '#schemas/http/models';
import { request, requestFile } from '../../http/request.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useAct } from '../../parts/use-act.ts';
import { useDownload } from '../../parts/use-download.ts';
import { useApp } from '../../session/app.ts';
import { modelWords as words } from '../../text/models.ts';
import { modelColumns, modelName } from './model-columns.ts';
import { NewJobDialog } from './new-job-dialog.ts';
import { PushModelDialog } from './push-model-dialog.ts';

/** The models that jobs made: fetched as files, pushed to agents, measured, deleted. */
export function ModelList() {
  const { session, now, router } = useApp();
  const list = useList<KeptModel>(
    ({ sort: _, ...query }, signal) => request(MODEL_ROUTES.models, { query, signal }),
    [],
  );
  const pushed = useSignal<KeptModel | null>(null);
  const scored = useSignal<KeptModel | null>(null);
  const close = (open: Signal<KeptModel | null>) => () => {
    open.value = null;
  };
  const actions = (model: KeptModel) => html`<div class="model-actions">
    <${Download} model=${model} />
    ${session.may('job:submit') && html`<${Press} word=${words.score} model=${model} open=${scored} />`}
    ${
      session.may('job:operate') &&
      html`<${Press} word=${words.push} model=${model} open=${pushed} />
        <${Delete} model=${model} onDone=${list.reload} />`
    }
  </div>`;
  return html`<p class="lead">${words.lead}</p>
    <${DataTable}
      id="models"
      caption=${words.tab}
      columns=${modelColumns(() => now.value)}
      list=${list}
      keyOf=${({ sha256 }: KeptModel) => sha256}
      empty=${words.none}
      actions=${actions}
    />
    ${pushed.value !== null && html`<${PushModelDialog} model=${pushed.value} onClose=${close(pushed)} />`}
    ${
      scored.value !== null &&
      html`<${NewJobDialog}
        rows=${[]}
        begin=${{ kind: 'score', arguments: { model: scored.value.sha256 } }}
        onMade=${({ jobId }: { jobId: string }) => router.go(`/jobs/${jobId}`)}
        onClose=${close(scored)}
      />`
    }`;
}

interface OfModel {
  readonly model: KeptModel;
}

function Press({ word, model, open }: OfModel & { word: string; open: Signal<KeptModel | null> }) {
  return html`<button
    class="button"
    aria-label=${words.of(word, modelName(model))}
    onClick=${() => {
      open.value = model;
    }}
  >
    ${word}
  </button>`;
}

function Download({ model }: OfModel) {
  const { notices } = useApp();
  const download = useDownload();
  const { sha256 } = model;
  const start = async () => {
    await download.start((signal) =>
      requestFile(MODEL_ROUTES.modelContent, { params: { sha256 }, signal }),
    );
    const state = download.state.peek();
    if (state.kind === 'failed') notices.failed(state.sentence);
  };
  return html`<button
    class="button"
    aria-label=${words.of(words.download, modelName(model))}
    disabled=${download.state.value.kind === 'running'}
    onClick=${start}
  >
    ${words.download}
  </button>`;
}

function Delete({ model, onDone }: OfModel & { onDone: () => void }) {
  const { questions, notices } = useApp();
  const attempt = useAct();
  const name = modelName(model);
  const remove = async () => {
    const question = {
      title: words.deleteTitle(name),
      sentence: words.deleteLead,
      action: words.delete,
      isDanger: true,
    };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      await request(MODEL_ROUTES.deleteModel, { params: { sha256: model.sha256 } });
      notices.done(words.deleted);
      onDone();
    });
  };
  return html`<button class="button" aria-label=${words.of(words.delete, name)} onClick=${remove}>
    ${words.delete}
  </button>`;
}
