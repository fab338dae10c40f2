import {Transform} from 'ink';
import {type ReactElement} from 'react';

/**
Lines that already fit and are styled, so that Ink only has to place them. Measuring and wrapping each in an element of
its own would take Ink longer than everything else that a key causes.
*/
export const Lines = ({lines}: {readonly lines: readonly string[]}): ReactElement => (
	<Transform transform={(_, row) => lines[row] ?? ''}>{lines.map(() => '.').join('\n')}</Transform>
);
