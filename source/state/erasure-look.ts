import {type ErasureDialog} from './erasure-dialog.js';
import {type State} from './state.js';

/** The question whether to erase a person, also if a text for it is being typed. */
const erasureIn = ({dialog}: State): ErasureDialog | undefined => {
	if (dialog?.kind === 'erasure-text') return dialog.back;
	return dialog?.kind === 'erasure' ? dialog : undefined;
};

/** Whether that look is still waited for. */
export const isLookedFor = (state: State, look: object): boolean => erasureIn(state)?.look === look;

/** The state with that question altered, if it still waits for that look. */
export const withLook = (
	state: State,
	look: object,
	alter: (dialog: ErasureDialog) => ErasureDialog,
): State => {
	const {dialog} = state;
	if (!isLookedFor(state, look)) return state;
	return dialog?.kind === 'erasure-text'
		? {...state, dialog: {...dialog, back: alter(dialog.back)}}
		: {...state, dialog: alter(dialog as ErasureDialog)};
};
