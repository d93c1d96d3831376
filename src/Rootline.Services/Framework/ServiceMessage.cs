namespace Rootline.Services.Framework;

/// <summary>A request as a service sees it. A vector that was not given reads as one of length 0.</summary>
public sealed class ServiceMessage
{
    /// <summary>The most vectors, input and output together (PSA_MAX_IOVEC).</summary>
    public const int MaxVectors = 4;

    private readonly ReadOnlyMemory<byte>[] _inputs;
    private readonly OutputVector[] _outputs;

    /// <summary>Makes a request.</summary>
    /// <param name="clientId">The caller as the partition manager sees it: negative for the non-secure side, positive for a secure partition.</param>
    /// <param name="type">The function.</param>
    /// <param name="inputs">What the caller gives.</param>
    /// <param name="outputs">Where the answer goes.</param>
    /// <exception cref="ArgumentException">More than four vectors.</exception>
    public ServiceMessage(int clientId, int type, ReadOnlyMemory<byte>[] inputs, params OutputVector[] outputs)
    {
        if (inputs.Length + outputs.Length > MaxVectors)
            throw new ArgumentException($"a message has at most {MaxVectors} vectors", nameof(inputs));
        (ClientId, Type, _inputs, _outputs) = (clientId, type, inputs, outputs);
    }

    /// <summary>The caller.</summary>
    public int ClientId { get; }

    /// <summary>The function.</summary>
    public int Type { get; }

    /// <summary>An input vector.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlySpan<byte> Input(int index) => index < _inputs.Length ? _inputs[index].Span : default;

    /// <summary>Bytes that an output vector takes.</summary>
    /// <param name="index">From 0.</param>
    public int Capacity(int index) => index < _outputs.Length ? _outputs[index].Capacity : 0;

    /// <summary>Appends to an output vector.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="bytes">At most what it still takes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such vector.</exception>
    public void Write(int index, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _outputs.Length);
        _outputs[index].Append(bytes);
    }
}
