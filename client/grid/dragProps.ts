import type { DragEvent } from 'react';

type Parts = {
  /** What is dragged lands only on its own kind. */
  kind: string;
  id: string;
  isEnabled: boolean;
  onMoveTo(moved: string, target: string): void;
};

/**
 * Lets an element be dragged to the place of another. The browser's own drag and drop is enough: phones start it by a
 * long press, and keyboards have keys of their own for the same.
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
