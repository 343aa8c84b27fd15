/**
 * Whether what the server may answer is what the extension expects: every member that it reads is there, is of its kind, and is null only
 * where null is expected. Texts that the server does not restrict may be expected as one of several. What disagrees is named by its path.
 */
export type Agrees<Answers extends unknown[], Expected> = Answers extends [infer First, ...infer Others]
  ? [Faults<First, Expected, ''>] extends [never]
    ? 'agrees'
    : Others extends []
      ? Faults<First, Expected, ''>
      : Agrees<Others, Expected>
  : never;

type Faults<Answer, Expected, At extends string> = unknown extends Answer
  ? never
  : unknown extends Expected
    ? never
    : null extends Answer
      ? null extends Expected
        ? ValueFaults<NonNullable<Answer>, NonNullable<Expected>, At>
        : `${At} may be null at the server`
      : ValueFaults<Answer, NonNullable<Expected>, At>;

type ValueFaults<Answer, Expected, At extends string> = [Answer] extends [string]
  ? string extends Answer
    ? [Expected] extends [string] ? never : `${At} is a text at the server`
    : [Answer] extends [Expected] ? never : `${At} may be another text at the server`
  : [Answer] extends [number | boolean]
    ? [Answer] extends [Expected] ? never : `${At} is a number or a truth value at the server`
    : Answer extends readonly (infer AnswerItem)[]
      ? Expected extends readonly (infer ExpectedItem)[] ? Faults<AnswerItem, ExpectedItem, `${At}[]`> : `${At} is a list at the server`
      : Answer extends object
        ? { [Name in keyof Expected & string]-?: MemberFaults<Answer, Expected, Name, At> }[keyof Expected & string]
        : `${At} is something else at the server`;

type MemberFaults<Answer, Expected, Name extends keyof Expected & string, At extends string> = Name extends keyof Answer
  ? Faults<Answer[Name], Exclude<Expected[Name], undefined>, `${At}.${Name}`>
  : `${At}.${Name} is not answered by the server`;
