import type { State } from '../../store';
import { strings } from '../../strings';
import { Section } from '../Section';

const shownOfDigest = 16;

/** Which model and which segmentation method are at work. */
export function Model({ state: { about, score, voi, selfTest } }: { state: State }) {
  const model = score?.model ?? about?.model;
  const method = voi?.method ?? about?.segmentation;
  if (!model && !method) return null;
  return (
    <Section title={strings.modelTitle}>
      <dl className="aln-facts aln-small" data-cy="aln-model">
        {model && (
          <>
            <dt>{strings.model}</dt>
            <dd>{`${model.name} ${model.version}`}</dd>
            <dt>{strings.digest}</dt>
            <dd title={model.digest}>{model.digest.slice(0, shownOfDigest)}</dd>
            <dt>{strings.trainedOn}</dt>
            <dd>{model.trainingData}</dd>
          </>
        )}
        {score && (
          <>
            <dt>{strings.cutOffRule}</dt>
            <dd>{score.cutOffRule}</dd>
          </>
        )}
        {selfTest?.passed && (
          <>
            <dt>{strings.selfTest}</dt>
            <dd data-cy="aln-selftest">{strings.selfTestPassed(selfTest.agree, selfTest.compared, selfTest.knownDeviations, selfTest.engineVersion)}</dd>
          </>
        )}
        {method && (
          <>
            <dt>{strings.outlinedBy}</dt>
            <dd title={method.description}>{`${method.name} ${method.version}`}</dd>
            {method.digest && (
              <>
                <dt>{strings.digest}</dt>
                <dd title={method.digest}>{method.digest.slice(0, shownOfDigest)}</dd>
              </>
            )}
            {method.trainingData && (
              <>
                <dt>{strings.trainedOn}</dt>
                <dd>{method.trainingData}</dd>
              </>
            )}
          </>
        )}
      </dl>
      {selfTest && !selfTest.passed && (
        <p className="aln-warning" data-cy="aln-selftest">
          {strings.selfTestFailed(selfTest.unexpected.length, selfTest.engineVersion)}
        </p>
      )}
      <p className="aln-quiet">{score?.notice ?? about?.notice}</p>
    </Section>
  );
}
