/** Has the PBX asked at once what is new there: also for its owners, or only for sessions. */
export type Nudge = (about: 'owners' | 'sessions') => void;
