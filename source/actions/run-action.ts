import {Refusal} from '../domain/refusal.js';
import {withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';

/** Shows a refusal as a notice; rethrows anything else, which is a bug. */
export const tellRefusal = (app: App, error: unknown): void => {
	if (!(error instanceof Refusal)) throw error;
	app.update(withNotice('refused', error.message));
};

/** Runs an action, or shows why it cannot run or was refused. */
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
