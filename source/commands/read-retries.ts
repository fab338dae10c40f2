import {type Context} from './command.js';
import {expectNoInput, readId} from './ids.js';

/**
The sessions of which to try again what was given up: those that are named, or all; `undefined` without `--retry`.
@throws UsageRefusal if an argument is no id, or there is one without `--retry`
*/
export const readRetries = (
	context: Context<{readonly retry: {readonly type: 'boolean'; readonly explanation: string}}>,
): ((session: number) => boolean) | undefined => {
	if (!context.flags.retry) {
		expectNoInput(context);
		return undefined;
	}

	const ids = new Set(context.input.map(text => readId(text, 'session')));
	return id => ids.size === 0 || ids.has(id);
};
