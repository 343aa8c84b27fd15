import type { Notice } from '../store';

export function NoticeBox({ notice }: { notice: Notice }) {
  return (
    <div className="aln-notice" role="alert" data-cy="aln-notice">
      <p>{notice.message}</p>
      <p>{notice.nextStep}</p>
    </div>
  );
}
