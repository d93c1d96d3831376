using Mono.Cecil;

namespace Rootline.Faults.Skips;

/// <summary>The functions of <see cref="SkipSwitch"/> as a rewritten assembly names them.</summary>
/// <param name="module">The assembly.</param>
internal sealed class SkipCalls(ModuleDefinition module)
{
    /// <summary>The answer to a condition.</summary>
    public MethodReference Answer { get; } = module.ImportReference(typeof(SkipSwitch).GetMethod(nameof(SkipSwitch.Answer)));

    /// <summary>The choice of a switch.</summary>
    public MethodReference Choice { get; } = module.ImportReference(typeof(SkipSwitch).GetMethod(nameof(SkipSwitch.Choice)));

    /// <summary>Whether a call is left out.</summary>
    public MethodReference IsSkipped { get; } = module.ImportReference(typeof(SkipSwitch).GetMethod(nameof(SkipSwitch.IsSkipped)));
}
