import {stripVTControlCharacters} from 'node:util';
import {createElement, type ReactElement, type ReactNode} from 'react';
import {styled, theme} from '../theme.js';

interface BehindProps {
	/** Whether a dialog stands before it. */
	readonly isBehind: boolean;
	readonly flexDirection?: 'row' | 'column';
	readonly children: ReactNode;
}

const faded = (line: string): string => styled(stripVTControlCharacters(line), theme.behind);

/**
Fades everything inside while a dialog stands before it, so that only the dialog looks alive. Ink's own `Transform`
alters one text; a box with the same property alters every text in it.
*/
export const Behind = ({isBehind, flexDirection = 'column', children}: BehindProps): ReactElement =>
	createElement(
		'ink-box',
		{style: {flexDirection, flexShrink: 0}, internal_transform: isBehind ? faded : undefined} as object,
		children,
	);
