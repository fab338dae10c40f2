import {type Directory} from '../../domain/directory.js';
import {type Handler} from '../../domain/handler.js';
import {type Operator} from '../yeastar/api/acts.js';

/** In whose list a session is that this handler has; `undefined` if it has none of its own. */
export const operatorOf = (directory: Directory, handler: Handler): Operator | undefined => {
	if (handler.kind === 'api') return {userType: 9};
	if (handler.kind !== 'extension') return undefined;
	const {id, number} = directory.find(handler) ?? handler;
	if (number === '') return undefined;
	const isAlsoNumber = directory.findByNumber(String(id)) !== undefined;
	return {userType: 1, number, ...(id !== 0 && !isAlsoNumber && {id})};
};
