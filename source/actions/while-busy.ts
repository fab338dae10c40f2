import {type State} from '../state/state.js';
import {type App} from './app.js';

/**
Runs while nothing else may be begun.
@param text says what is under way
@param begin what else happens at the beginning, such as closing the dialog that asked for it
*/
export const whileBusy = async <Result>(
	app: App,
	text: string,
	work: () => Promise<Result>,
	begin: (state: State) => State = state => state,
): Promise<Result> => {
	app.update(state => ({...begin(state), busy: text}));
	try {
		return await work();
	} finally {
		app.update(state => ({...state, busy: undefined}));
	}
};
