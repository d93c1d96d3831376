namespace Rootline.Core.Power;

/// <summary>What a persistent operation does to its medium.</summary>
public enum OperationKind
{
    /// <summary>Flash cells are programmed.</summary>
    Program,

    /// <summary>A flash sector is erased.</summary>
    Erase,

    /// <summary>Bytes of a file are written.</summary>
    Write,

    /// <summary>A file is cut to a length.</summary>
    Truncate,

    /// <summary>A file's writes become durable.</summary>
    Sync,

    /// <summary>A file is created, renamed or deleted.</summary>
    Directory,
}

/// <summary>One persistent operation of a domain.</summary>
/// <param name="Index">Position in the domain's life, from 0.</param>
/// <param name="Medium">The medium's name.</param>
/// <param name="Kind">What is done to it.</param>
/// <param name="TornOutcomes">How many torn outcomes the medium knows for it.</param>
public sealed record Operation(int Index, string Medium, OperationKind Kind, int TornOutcomes);
