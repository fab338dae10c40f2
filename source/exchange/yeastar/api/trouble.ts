import {Refusal} from '../../../domain/refusal.js';
import {type Cause, type ToldVerdict} from './verdict.js';

/** The PBX did not give what was asked for. */
export class PbxTrouble extends Refusal {
	/** For those who tell causes apart: exit codes, the header. */
	readonly pbxCause: Cause;
	/** The error code, if the PBX gave one. */
	readonly code: number | undefined;

	constructor(cause: Cause, message: string, code?: number) {
		super(message);
		this.pbxCause = cause;
		this.code = code;
	}
}

/**
The trouble behind a verdict where an answer was needed.
@param asked for, such as `extension/list`
*/
export const troubleOf = (
	asked: string,
	verdict: Exclude<ToldVerdict, {readonly kind: 'done'}>,
): PbxTrouble =>
	new PbxTrouble(
		verdict.kind === 'refused' ? 'refused' : verdict.cause,
		`Asked for ${asked}, the PBX ${verdict.reason}.`,
		'code' in verdict ? verdict.code : undefined,
	);
