using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace OhifAlnPlugin.Server.Http;

/// <summary>Memory for what comes from and goes to the network, in blocks of 32 KiB: with the framework's 4 KiB an image of half a megabyte takes 130 reads.</summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    private const int BlockBytes = 32 * 1024;

    /// <summary>Blocks kept for use again: 16 MiB.</summary>
    private const int MostKept = 512;

    private readonly ConcurrentBag<byte[]> _kept = [];
    private int _keptCount;

    public override int MaxBufferSize => BlockBytes;

    /// <summary>A block, whatever part of it was asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than a block is asked for.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        if (_kept.TryTake(out byte[]? block))
        {
            Interlocked.Decrement(ref _keptCount);
        }

        return new Block(this, block ?? GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true));
    }

    protected override void Dispose(bool disposing) => _kept.Clear();

    private void Keep(byte[] block)
    {
        if (Interlocked.Increment(ref _keptCount) <= MostKept)
        {
            _kept.Add(block);
        }
        else
        {
            Interlocked.Decrement(ref _keptCount);
        }
    }

    /// <summary>Makes the pools of the web server.</summary>
    internal sealed class Factory : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
    }

    private sealed class Block(BlockPool pool, byte[] bytes) : IMemoryOwner<byte>
    {
        private byte[]? _bytes = bytes;

        public Memory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(Block));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, null) is { } own)
            {
                pool.Keep(own);
            }
        }
    }
}
