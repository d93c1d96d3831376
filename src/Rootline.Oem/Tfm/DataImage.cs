using System.Buffers.Binary;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Elf;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;

namespace Rootline.Oem.Tfm;

/// <summary>
/// An image that carries one device's provisioning data in flash: a build with TF-M's dummy data, in which the bundle's stand in their
/// place. It is flashed, run once, and then replaced by the image without data; one-time memory must not be erased between. Source:
/// tfm-provisioning sections 4 and 5.4.
/// </summary>
public sealed class DataImage : IDisposable
{
    /// <summary>The largest image in bytes.</summary>
    public const int MaxLength = 16 << 20;

    private const byte Erased = 0xFF;

    private DataImage(uint address, Secret content) => (Address, Content) = (address, content);

    /// <summary>Where it is loaded to.</summary>
    public uint Address { get; }

    /// <summary>The image; it holds secrets.</summary>
    public Secret Content { get; }

    /// <summary>The boot loader with the bundle's keys.</summary>
    /// <param name="image">Its ELF file.</param>
    /// <param name="bundle">The bundle.</param>
    public static Parsed<DataImage> OfLoader(ElfImage image, BundleHeader bundle)
    {
        var data = new Bl2Data
        {
            Policies = bundle.RotpkPolicies ?? 0,
            Rotpks = [.. bundle.Rotpks.Select(k => (ReadOnlyMemory<byte>)Convert.FromHexString(k))],
            SecureDebugKey = bundle.SecureDebugKey is { } debug ? Convert.FromHexString(debug) : default(ReadOnlyMemory<byte>),
        };
        var layout = new Bl2DataLayout(bundle.Rotpks[0].Length / 2, bundle.Rotpks.Count, bundle.RotpkPolicies is not null, false, bundle.SecureDebugKey is not null);
        if (!data.ToBytes(layout).Try(out byte[]? bytes, out var fault))
            return fault;
        using var content = Secret.Take(bytes);
        return Make(image, [new(Bl2Data.Symbol, content)]);
    }

    /// <summary>The secure image with the bundle's secrets.</summary>
    /// <param name="image">Its ELF file.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="secrets">Its secrets; they stay the caller's.</param>
    public static Parsed<DataImage> OfSecure(ElfImage image, BundleHeader bundle, BundleSecrets secrets)
    {
        if (!image.Data(PsaRotData.Symbol).Try(out var symbol, out var fault) || !PsaRotLayout.OfLength((int)Math.Min(symbol.Size, int.MaxValue)).Try(out var layout, out fault))
            return fault;
        using var assembly = new AssemblyAndTestData(secrets.Huk.Copy());
        using var rot = new PsaRotData
        {
            Iak = secrets.Iak.Copy(),
            IakLength = (uint)secrets.Iak.Length,
            IakType = bundle.IakType,
            IakId = bundle.IakId,
            BootSeed = secrets.BootSeed.Memory,
            ImplementationId = Convert.FromHexString(bundle.ImplementationId),
            CertificationReference = bundle.CertificationReference,
            VerificationServiceUrl = bundle.VerificationServiceUrl,
            ProfileDefinition = bundle.ProfileDefinition,
            EntropySeed = secrets.EntropySeed.Copy(),
        };
        if (!rot.ToBytes(layout).Try(out var rotBytes, out fault))
            return fault;
        using (rotBytes)
        using (var assemblyBytes = assembly.ToBytes())
            return Make(image, [new(AssemblyAndTestData.Symbol, assemblyBytes), new(PsaRotData.Symbol, rotBytes)]);
    }

    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();

    private static Parsed<DataImage> Make(ElfImage image, IReadOnlyList<DataPart> parts)
    {
        var loaded = image.Segments.Where(s => !s.Bytes.IsEmpty).ToList();
        if (loaded.Count == 0)
            return DataImageFaults.Spread.Fault("nothing is loaded");
        uint first = loaded.Min(s => s.LoadAddress);
        ulong length = loaded.Max(s => s.LoadAddress + (ulong)s.Bytes.Length) - first;
        if (length > MaxLength)
            return DataImageFaults.Spread.Fault($"{length} bytes from the first to the last, at most {MaxLength} are made");
        var content = new Secret((int)length);
        content.Span.Fill(Erased);
        foreach (var segment in loaded)
            segment.Bytes.Span.CopyTo(content.Span[(int)(segment.LoadAddress - first)..]);
        foreach (var part in parts)
        {
            if (Put(image, loaded, part, content.Span, first) is { } fault)
            {
                content.Dispose();
                return fault;
            }
        }

        return new DataImage(first, content);
    }

    private static Fault? Put(ElfImage image, List<ElfSegment> loaded, DataPart part, Span<byte> content, uint first)
    {
        if (!image.Data(part.Symbol).Try(out var symbol, out var fault))
            return fault;
        if (symbol.Size != part.Content.Length)
            return DataImageFaults.Size.Fault($"{part.Symbol} has {symbol.Size} bytes, the bundle's data have {part.Content.Length}");
        var segment = loaded.Find(s => symbol.Address >= s.Address && symbol.Address + (ulong)symbol.Size <= s.Address + (ulong)s.Bytes.Length);
        if (segment is null)
            return DataImageFaults.NoData.Fault($"{part.Symbol} is not loaded from the file");
        var place = content.Slice((int)(segment.LoadAddress + (symbol.Address - segment.Address) - first), part.Content.Length);
        // A build with data begins with the magic; without it the code was compiled for no data at all.
        if (BinaryPrimitives.ReadUInt32LittleEndian(place) != BinaryPrimitives.ReadUInt32LittleEndian(part.Content.Span))
            return DataImageFaults.NoData.Fault($"{part.Symbol} does not begin with its magic");
        part.Content.Span.CopyTo(place);
        return null;
    }
}
