namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>A test that measures a process by <c>/proc</c>; elsewhere it is skipped and says so.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Needs Linux: memory is measured by /proc.";
}

/// <inheritdoc cref="LinuxFactAttribute"/>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Needs Linux: memory is measured by /proc.";
}
