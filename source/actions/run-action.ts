import {Refusal} from '../domain/refusal.js';
import {withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';

/** Tells a refusal as a notice; anything else is a bug and goes on up. */
export const tellRefusal = (app: App, error: unknown): void => {
	if (!(error instanceof Refusal)) throw error;
	app.update(withNotice('refused', error.message));
};

/** Runs an action, or says why it cannot be run or was refused. */
export const runAction = async (app: App, action: Action): Promise<void> => {
	const blocker = action.blocker?.(app);
	if (blocker !== undefined) {
		app.update(withNotice('refused', blocker));
		return;
	}

	try {
		await action.run(app);
	} catch (error) {
		tellRefusal(app, error);
	}
};
