import {type Fields} from '../fields.js';

/** Why a PBX cannot be worked with. What a person has to look at depends on it. */
export type Cause =
	| 'not connected'
	| 'copy'
	| 'no secret'
	| 'another PBX'
	| 'wrong secret'
	| 'locked out'
	| 'access denied'
	| 'api off'
	| 'not there'
	| 'too old'
	/** The answer is about what was asked for, and the rest goes on. */
	| 'refused'
	| 'web portal'
	| 'not the api'
	| 'certificate'
	| 'unreachable'
	| 'no sound answer'
	| 'other';

/** The meaning of an answer for the request. Reasons are in our own words and continue "the PBX ". */
export type Verdict =
	/** `isPartial`: the PBX gave only a part of it, and does not say which. */
	| {readonly kind: 'done'; readonly fields: Fields; readonly isPartial: boolean}
	/** An answer about this session, owner or destination: it stays true until something there changes. */
	| {
			readonly kind: 'refused';
			readonly code: number;
			readonly reason: string;
			/** The PBX's own, which may hold what others wrote. */
			readonly words: string;
			readonly fields: Fields;
	  }
	/** The token does not count any more: the request was not carried out. */
	| {readonly kind: 'expired'; readonly code: number; readonly fields: Fields}
	/** Nothing goes until somebody has changed something; it says nothing about the session. */
	| {
			readonly kind: 'pause';
			readonly cause: Cause;
			readonly code?: number;
			readonly reason: string;
			/** Whether what was asked for may have been carried out all the same: it was no PBX that answered. */
			readonly isDoubtful: boolean;
			/** As above; empty if it was no PBX that answered. */
			readonly words: string;
			/** Whether a question, which changes nothing, may be asked again before one gives up. */
			readonly mayPass?: boolean;
	  }
	/** A matter of the moment. */
	| {
			readonly kind: 'again';
			readonly cause: Cause;
			readonly reason: string;
			/** Whether what was asked for may have been carried out all the same. */
			readonly isDoubtful: boolean;
			/** Not before, if the server says so. */
			readonly seconds?: number | undefined;
			/** Whether nothing came as long as it was waited for. */
			readonly isSilent?: boolean;
	  };

/** A verdict for those who ask: tokens are seen to before. */
export type ToldVerdict = Exclude<Verdict, {readonly kind: 'expired'}>;

export type PauseVerdict = Extract<Verdict, {readonly kind: 'pause'}>;
