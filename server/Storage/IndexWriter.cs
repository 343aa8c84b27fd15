using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// The one place that changes the store. Requests queue up and are committed together, so that the price of a durable commit is
/// shared by all who wait for it; a file is moved to its place inside the transaction that names it, so that two processes on
/// one data folder cannot cross.
/// </summary>
internal sealed partial class IndexWriter : IAsyncDisposable
{
    private const int QueueLength = 1024;
    private const int LargestBatch = 256;
    private const int FilesPerTurn = 64;

    private readonly InstanceFiles _files;
    private readonly ILogger _logger;
    private readonly SqliteConnection _connection;
    private readonly IndexInserts _inserts;
    private readonly IndexDeletes _deletes;
    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Task _loop;

    public IndexWriter(IndexDatabase database, InstanceFiles files, ILogger logger)
    {
        _files = files;
        _logger = logger;
        _connection = database.ConnectForWriting();
        _inserts = new IndexInserts(_connection);
        _deletes = new IndexDeletes(_connection, files);
        FinishDeletions();
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Moves a staged and flushed file into the store and names it in the index; durable when the task completes.</summary>
    /// <exception cref="IOException">The disk is full or failed; nothing was kept.</exception>
    public Task<StoreOutcome> StoreAsync(StagedFile file, InstanceRecord record, CancellationToken cancellation) =>
        EnqueueAsync(new Store(file, record), cancellation);

    /// <summary>Names a file in the index that already lies in its place: one that a crash left between both steps.</summary>
    public Task<StoreOutcome> AdoptAsync(InstanceRecord record, long length, byte[] sha256, CancellationToken cancellation) =>
        EnqueueAsync(new Adopt(record, length, sha256), cancellation);

    /// <summary>Removes everything in scope from the index; durable when the task completes.</summary>
    /// <returns>The files of the instances, for <see cref="RemoveFilesAsync"/>.</returns>
    public Task<List<string>> DeleteAsync(InstanceScope scope, CancellationToken cancellation) => EnqueueAsync(new Delete(scope), cancellation);

    /// <summary>Removes files of deleted instances from the disk, a few at a time: what waits to be stored goes between.</summary>
    /// <exception cref="IOException">A file cannot be removed; that is tried again at the next start.</exception>
    public async Task RemoveFilesAsync(IReadOnlyList<string> names)
    {
        foreach (string[] some in names.Chunk(FilesPerTurn))
        {
            await EnqueueAsync(new RemoveFiles(some), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _inserts.Dispose();
        await _connection.DisposeAsync();
    }

    private async Task<T> EnqueueAsync<T>(Work<T> work, CancellationToken cancellation)
    {
        await _queue.Writer.WriteAsync(work, cancellation);

        // Once queued the work is done whether or not the caller still waits: the answer must be the truth.
        return await work.Completion.Task;
    }

    private void Run()
    {
        var batch = new List<Work>(LargestBatch);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            // A deletion has a transaction of its own: undoing a store must never touch a file that was there before.
            while (batch.Count < LargestBatch && _queue.Reader.TryPeek(out Work? next) && (batch.Count == 0 || !(next.IsAlone || batch[0].IsAlone)))
            {
                _queue.Reader.TryRead(out _);
                batch.Add(next);
            }

            Commit(batch);
            batch.ForEach(work => work.Complete());
            batch.Clear();
        }
    }

    /// <summary>Commits a batch; on failure every work of it fails and the disk is as before.</summary>
    private void Commit(List<Work> batch)
    {
        var step = new Step(_files);
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            foreach (Work work in batch)
            {
                work.Apply(this, transaction, step);
            }

            step.FlushFolders();
            transaction.Commit();
        }
        catch (Exception failure)
        {
            step.Undo();
            Exception reason = failure is SqliteException sqlite ? StorageFailure.Of(sqlite) : failure;
            batch.ForEach(work => work.Fail(reason));
            batch.Clear();
        }
    }

    /// <summary>Removes the files of deleted instances that a crash left; what cannot be removed now is tried again at the next start.</summary>
    private void FinishDeletions()
    {
        try
        {
            _deletes.FinishPending();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            LogDeletionDelayed(_logger, failure.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Files of deleted instances cannot be removed yet ({Failure})")]
    private static partial void LogDeletionDelayed(ILogger logger, string failure);

    /// <summary>What a transaction did to the disk, to be made durable before it commits or undone when it cannot.</summary>
    private sealed class Step(InstanceFiles files)
    {
        private readonly List<string> _moved = [];
        private readonly HashSet<string> _folders = [];

        public void Take(StagedFile file, string name)
        {
            _folders.Add(files.Take(file, name));
            _moved.Add(files.PathOf(name));
        }

        public void FlushFolders()
        {
            foreach (string folder in _folders)
            {
                DurableFiles.FlushFolder(folder);
            }
        }

        public void Undo() => _moved.ForEach(File.Delete);
    }

    private abstract class Work
    {
        /// <summary>Whether it needs a transaction of its own.</summary>
        public virtual bool IsAlone => false;

        public abstract void Apply(IndexWriter writer, SqliteTransaction transaction, Step step);

        public abstract void Complete();

        public abstract void Fail(Exception reason);
    }

    private abstract class Work<T> : Work
    {
        public TaskCompletionSource<T> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected T? Result { get; set; }

        public override void Complete() => Completion.SetResult(Result!);

        public override void Fail(Exception reason) => Completion.SetException(reason);
    }

    private sealed class Store(StagedFile file, InstanceRecord record) : Work<StoreOutcome>
    {
        public override void Apply(IndexWriter writer, SqliteTransaction transaction, Step step)
        {
            if (writer._inserts.FindSha256(transaction, record.SopInstanceUid) is { } known)
            {
                Result = !known.AsSpan().SequenceEqual(file.Sha256) ? StoreOutcome.Conflict
                    : writer._inserts.IsRejected(transaction, record.SopInstanceUid) ? StoreOutcome.Rejected : StoreOutcome.AlreadyStored;
                return;
            }

            step.Take(file, InstanceFiles.NameOf(record.SopInstanceUid));
            Result = writer._inserts.Insert(transaction, record, file.Length, file.Sha256) ? StoreOutcome.Rejected : StoreOutcome.Stored;
        }
    }

    private sealed class Adopt(InstanceRecord record, long length, byte[] sha256) : Work<StoreOutcome>
    {
        public override void Apply(IndexWriter writer, SqliteTransaction transaction, Step step)
        {
            Result = StoreOutcome.AlreadyStored;
            if (writer._inserts.FindSha256(transaction, record.SopInstanceUid) is null)
            {
                writer._inserts.Insert(transaction, record, length, sha256);
                Result = StoreOutcome.Stored;
            }
        }
    }

    private sealed class Delete(InstanceScope scope) : Work<List<string>>
    {
        public override bool IsAlone => true;

        public override void Apply(IndexWriter writer, SqliteTransaction transaction, Step step)
        {
            Result = writer._deletes.Delete(transaction, scope);
        }
    }

    private sealed class RemoveFiles(string[] names) : Work<bool>
    {
        public override bool IsAlone => true;

        public override void Apply(IndexWriter writer, SqliteTransaction transaction, Step step)
        {
            writer._deletes.RemoveFiles(transaction, names);
        }
    }
}
