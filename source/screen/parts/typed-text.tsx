import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type FieldWindow} from '../../state/text-field.js';
import {theme} from '../theme.js';

/** Text being typed beside a list that has the cursor. */
export const TypedText = ({field: {before, under, after}}: {readonly field: FieldWindow}): ReactElement => (
	<Text>
		{before}
		<Text {...theme.narrowCaret}>{under}</Text>
		{after}
	</Text>
);
