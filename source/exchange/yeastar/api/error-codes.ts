/** The names of error codes (developer guide, "Error Code and Error Message"), as far as an answer here can have them. */
const names: ReadonlyMap<number, string> = new Map([
	[-2, 'INTERNAL SERVER ERROR'],
	[-1, 'FAILURE'],
	[1, 'PARTIAL SUCCESS'],
	[2, 'PROCESSING'],
	[10_001, 'INTERFACE NOT EXISTED'],
	[10_002, 'API VERSION OUT OF MAINTENANCE'],
	[10_003, 'API VERSION UNSUPPORTED'],
	[10_004, 'TOKEN EXPIRED'],
	[10_005, 'ACCESS DENIED'],
	[10_009, 'OPERATION FAILED'],
	[40_001, 'PARAMETER SYNTAX ERROR'],
	[40_002, 'PARAMETER ERROR'],
	[60_001, 'DATA NOT FOUND'],
	[60_002, 'MAX LIMITATION EXCEEDED'],
	[70_004, 'ACCOUNT IP BLOCKED'],
	[70_082, 'OVERLOAD_TASK_RUNNING'],
	[70_084, 'ACTION FORBIDDEN'],
	[70_087, 'IP FORBIDDEN'],
	[70_123, 'API UNAVAILABLE'],
]);

/** A code as people know it: `10005 ACCESS DENIED`. The PBX's own text is not used: it may hold what others wrote. */
export const codeText = (code: number): string =>
	[code, names.get(code)].filter(part => part !== undefined).join(' ');

export const code = {
	partial: 1,
	processing: 2,
	serverError: -2,
	failure: -1,
	absent: 10_001,
	versionEnded: 10_002,
	versionUnsupported: 10_003,
	expired: 10_004,
	denied: 10_005,
	failed: 10_009,
	badSyntax: 40_001,
	badParameter: 40_002,
	notFound: 60_001,
	tooMany: 60_002,
	locked: 70_004,
	overloaded: 70_082,
	forbidden: 70_084,
	addressForbidden: 70_087,
	unavailable: 70_123,
} as const;
