import type { DragEvent } from 'react';

type Parts = {
  /** An element can be dropped only on one of the same kind. */
  kind: string;
  id: string;
  isEnabled: boolean;
  onMoveTo(moved: string, target: string): void;
};

/**
 * Lets an element be dragged to the place of another, by the browser's own drag and drop: phones start it by a long
 * press, and the pages have keys for the same.
 */
export function dragProps({ kind, id, isEnabled, onMoveTo }: Parts) {
  const type = `text/x-polyscope-${kind}`;
  return {
    draggable: isEnabled,
    onDragStart: ({ dataTransfer }: DragEvent) => dataTransfer.setData(type, id),
    onDragOver(event: DragEvent) {
      // Without this the browser refuses the drop.
      if (isEnabled && event.dataTransfer.types.includes(type)) event.preventDefault();
    },
    onDrop: ({ dataTransfer }: DragEvent) => onMoveTo(dataTransfer.getData(type), id),
  };
}
