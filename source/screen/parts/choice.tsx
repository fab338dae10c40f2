import {type ItemProps} from 'ink-select-input';
import {Text} from 'ink';
import {type ReactElement} from 'react';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

/** One of a few choices drawn by ink-select-input. */
export const ChoiceItem = ({isSelected, label}: ItemProps): ReactElement => (
	<Text wrap="truncate" {...(isSelected ? theme.cursor : {})}>
		{label}
	</Text>
);

export const ChoiceIndicator = ({isSelected}: {readonly isSelected?: boolean}): ReactElement => (
	<Text>{isSelected ? `${signs.cursor} ` : '  '}</Text>
);
