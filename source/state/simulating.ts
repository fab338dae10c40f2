import {type Simulated} from './simulated.js';
import {type State} from './state.js';

/** The state with a simulation that is complete, if its dialog is still open. */
export const withSimulated =
	(policy: number, simulated: Simulated) =>
	(state: State): State => {
		const {dialog} = state;
		if (dialog?.kind === 'policy' && dialog.policy === policy)
			return {...state, dialog: {...dialog, simulated, progress: undefined}};

		return dialog?.kind === 'holds'
			? {...state, dialog: {...dialog, today: new Map(dialog.today).set(policy, simulated)}}
			: state;
	};

/** The state with the progress of a simulation, if it is shown. */
export const withProgress =
	(progress: number) =>
	(state: State): State =>
		state.dialog?.kind === 'policy' ? {...state, dialog: {...state.dialog, progress}} : state;

/** The state in which the question whether to release a hold says what would go next. */
export const withNext =
	(next: readonly string[]) =>
	(state: State): State => {
		const {dialog} = state;
		return dialog?.kind === 'question' && dialog.about.kind === 'release'
			? {...state, dialog: {...dialog, about: {...dialog.about, next}}}
			: state;
	};
