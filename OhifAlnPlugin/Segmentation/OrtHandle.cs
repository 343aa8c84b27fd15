using System.Runtime.InteropServices;

namespace OhifAlnPlugin.Segmentation;

/// <summary>An object of ONNX Runtime that is released exactly once, also when a thread still uses it as another disposes it.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly delegate* unmanaged<nint, void> _release;
    private readonly OrtHandle? _needed;

    /// <summary>Takes over an object.</summary>
    /// <param name="value">The object's address.</param>
    /// <param name="release">The library's function that frees it.</param>
    /// <param name="needed">An object that must outlive this one; null for none.</param>
    public OrtHandle(nint value, delegate* unmanaged<nint, void> release, OrtHandle? needed = null)
        : base(0, ownsHandle: true)
    {
        _release = release;
        bool added = false;
        needed?.DangerousAddRef(ref added);
        _needed = needed;
        SetHandle(value);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Keeps the object from being released until the lease is disposed.</summary>
    public Lease Borrow() => new(this);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _release(handle);
        _needed?.DangerousRelease();
        return true;
    }

    /// <summary>One use of the object.</summary>
    public readonly ref struct Lease
    {
        private readonly OrtHandle _owner;

        /// <summary>Starts the use.</summary>
        /// <exception cref="ObjectDisposedException">The object was released.</exception>
        public Lease(OrtHandle owner)
        {
            bool added = false;
            owner.DangerousAddRef(ref added);
            _owner = owner;
        }

        /// <summary>The object's address.</summary>
        public nint Address => _owner.DangerousGetHandle();

        /// <summary>Ends the use.</summary>
        public void Dispose() => _owner.DangerousRelease();
    }
}
