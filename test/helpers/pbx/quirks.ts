/** Each thing that is not known of a real PBX, as something that this one can do in more than one way. */
export interface Quirks {
	/** Whether the entry that a cursor names comes again, or always the first page. */
	readonly cursor: 'inclusive' | 'exclusive' | 'stuck';
	/** Entries that a page has at most. */
	readonly longestPage: number;
	/** What becomes of a page that shall be longer. */
	readonly tooLong: 'cut' | 'refused';
	readonly emptyList: 'array' | 'null' | 'missing';
	/** Fields that the entries of `message_session/list` lack. */
	readonly omitted: readonly ('from' | 'queue_id' | 'pickup_member_id')[];
	/** Whose id `pickup_member_id` is. */
	readonly picker: 'agent' | 'extension';
	/** Whether the customer comes as `from`, and the one who holds the session as `to`. */
	readonly isTurned: boolean;
	/** Whether lists and parties come as JSON in a string. */
	readonly isPacked: boolean;
	/** Whether numbers come as strings. */
	readonly areNumbersTexts: boolean;
	/** Where `message_session/get` has its session. */
	readonly sessionUnder: 'list' | 'data';
	/** What is answered where one of several ids is unknown. */
	readonly unknownIds: 'left out' | 'partial' | 'refused';
	/** What is answered for an extension that is not there, asked for its sessions. */
	readonly unknownOwner: 0 | 60_001 | 40_002;
	/** Whose list a deletion takes the session from. */
	readonly deletesFor: 'all' | 'the operator';
	/** By what archive and delete know an operator. */
	readonly operatorBy: 'number' | 'id';
	/** What a token is answered that nobody gave, or that was taken back. */
	readonly unknownToken: 10_004 | 10_005;
	readonly doesRefreshEndOld: boolean;
	/** What is answered to those who ask for a ninth token. */
	readonly ninthToken: 60_002 | 70_084;
	/** Whether an address that is locked out may go on with a token it has. */
	readonly locksTokens: boolean;
	/** What is answered to who closes a session again. */
	readonly closedAgain: 0 | 40_002 | 70_084;
	/** What is answered to who archives a session again, or takes it out of the archive again. */
	readonly archivedAgain: 0 | 60_001 | 70_084;
	readonly canTransferClosed: boolean;
	/** Whether a WebSocket ends with its token. */
	readonly doSocketsExpire: boolean;
	/** Whether `system/information` tells the time. */
	readonly tellsTime: boolean;
}

/** The likelier of each. */
export const likely: Quirks = {
	cursor: 'inclusive',
	longestPage: 100,
	tooLong: 'cut',
	emptyList: 'array',
	omitted: [],
	picker: 'agent',
	isTurned: false,
	isPacked: false,
	areNumbersTexts: false,
	sessionUnder: 'list',
	unknownIds: 'left out',
	unknownOwner: 60_001,
	deletesFor: 'all',
	operatorBy: 'number',
	unknownToken: 10_005,
	doesRefreshEndOld: true,
	ninthToken: 60_002,
	locksTokens: false,
	closedAgain: 0,
	archivedAgain: 0,
	canTransferClosed: true,
	doSocketsExpire: true,
	tellsTime: true,
};
