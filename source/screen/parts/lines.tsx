import {Transform} from 'ink';
import {type ReactElement} from 'react';

/**
Lines that fit their room and have their styles already. Ink only puts them in their place: to measure and wrap them,
each in an element of its own, would take it longer than all else that a key does.
*/
export const Lines = ({lines}: {readonly lines: readonly string[]}): ReactElement => (
	<Transform transform={(_, row) => lines[row] ?? ''}>{lines.map(() => '.').join('\n')}</Transform>
);
