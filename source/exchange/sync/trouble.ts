import {Refusal} from '../../domain/refusal.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type Cause} from '../yeastar/api/verdict.js';

/** The PBX tells less than it told before: it was set back to an earlier state, or is another one. */
export class RolledBack extends Refusal {}

/** Something that could not be read; the rest goes on. */
export interface PullTrouble {
	/** The subject, for people. */
	readonly about: string;
	readonly reason: string;
}

/** Causes that are nobody's in particular: all else would fail, too. */
const general: ReadonlySet<Cause> = new Set<Cause>([
	'wrong secret',
	'locked out',
	'access denied',
	'api off',
	'too old',
	'web portal',
	'not the api',
	'certificate',
	'unreachable',
]);

/** So many questions in a row without a sound answer are no matter of what was asked for. */
const mostSilences = 4;

/** Notes what could not be read, and ends the work where nothing can be. */
export class Troubles {
	readonly told: PullTrouble[] = [];
	#silences = 0;
	#isHeard = false;
	#silence: PbxTrouble | undefined;

	/** Why nothing was answered at all, if so, however little was asked for. */
	get silence(): PbxTrouble | undefined {
		return this.#isHeard ? undefined : this.#silence;
	}

	/** The result of `work`; `undefined` if there was a trouble that concerns only this. */
	async attempt<Result>(about: string, work: () => Promise<Result>): Promise<Result | undefined> {
		try {
			const result = await work();
			this.#silences = 0;
			this.#isHeard = true;
			return result;
		} catch (error) {
			if (!(error instanceof PbxTrouble)) throw error;
			this.note(about, error);
			return undefined;
		}
	}

	/** @throws the trouble if it is a general one */
	note(about: string, trouble: PbxTrouble): void {
		if (trouble.pbxCause === 'no sound answer') {
			this.#silences++;
			this.#silence = trouble;
		} else this.#isHeard = true;

		if (general.has(trouble.pbxCause) || this.#silences >= mostSilences) throw trouble;
		this.tell({about, reason: trouble.message});
	}

	/** Once, however many rounds meet it. */
	tell({about, reason}: PullTrouble): void {
		if (!this.told.some(each => each.about === about && each.reason === reason))
			this.told.push({about, reason});
	}
}
