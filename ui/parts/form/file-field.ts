import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';

/** A file to choose, or to drop where the field is. */
export function FileField({
  id,
  label,
  hint,
  accept,
  onFile,
}: {
  id: string;
  label: string;
  hint: string;
  /** As `accept` of an input of files. */
  accept: string;
  onFile: (file: File) => void;
}) {
  const isOver = useSignal(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  const over = (is: boolean) => (event: Event) => {
    event.preventDefault();
    isOver.value = is;
  };
  return html`<div
    class="file-field"
    data-over=${isOver.value || undefined}
    onDragOver=${over(true)}
    onDragLeave=${over(false)}
    onDrop=${(event: DragEvent) => {
      over(false)(event);
      take(event.dataTransfer?.files);
    }}
  >
    <label class="button" for=${id}>${label}</label>
    <input
      id=${id}
      class="spoken"
      type="file"
      accept=${accept}
      onChange=${(event: Event) => {
        const field = event.target as HTMLInputElement;
        take(field.files);
        // Else the same file, mended, could not be chosen again.
        field.value = '';
      }}
    />
    <span class="muted">${hint}</span>
  </div>`;
}
