using System.Collections.Frozen;
using System.Globalization;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>
/// Faults of SB2.1 files. Each stands for one status of the boot loader, so that a ROM can answer with it
/// (<see cref="StatusOf(Fault)"/>); the number is also the fault's vendor code.
/// </summary>
public static class Sb2Faults
{
    private const string Rebuild = "take the file from its maker again, or build it again";

    /// <summary>The file ends before its parts do, or does not end where they do.</summary>
    public static readonly FaultCode Truncated = File("sb2-truncated", "an SB file ends too early", Rebuild);

    /// <summary>The image header is not that of an SB2.1 file.</summary>
    public static readonly FaultCode Header = File("sb2-header", "an SB file's header is not that of version 2.1", "check that the file is an SB2.1 file");

    /// <summary>The file is not signed and encrypted.</summary>
    public static readonly FaultCode Unprotected = File("sb2-unprotected", "an SB file is not signed and encrypted", "build the file as a signed and encrypted one");

    /// <summary>A length or offset does not fit the others.</summary>
    public static readonly FaultCode Layout = File("sb2-layout", "the lengths in an SB file contradict each other", Rebuild);

    /// <summary>The certificate block or a certificate in it cannot be used.</summary>
    public static readonly FaultCode Certificate = File("sb2-certificate", "a certificate in an SB file cannot be used", "check the certificates that the file was built with: RSA of 2048, 3072 or 4096 bits, at most four, root first, the last one not a CA");

    /// <summary>The certificates do not sign each other.</summary>
    public static readonly FaultCode Chain = File("sb2-chain", "the certificates in an SB file are no chain", "check the order of the certificates and who signed them");

    /// <summary>The root certificate is not in the root key table, or the table is not the device's.</summary>
    public static readonly FaultCode RootKey = File("sb2-root-key", "an SB file's root key is not one of the device's", "check that file and device (CMPA ROTKH) belong to the same root keys");

    /// <summary>The root key is one that the device has revoked, or never enabled.</summary>
    public static readonly FaultCode RootRevoked = File("sb2-root-revoked", "an SB file's root key is not enabled on the device", "sign the file under a root key that the device's CFPA (ROTKH_REVOKE) enables");

    /// <summary>The signature is wrong.</summary>
    public static readonly FaultCode Signature = File("sb2-signature", "an SB file's signature is wrong", "do not use the file: take it from its maker again");

    /// <summary>The digest of the sections is wrong.</summary>
    public static readonly FaultCode Digest = File("sb2-digest", "the digest of an SB file's sections is wrong", Rebuild);

    /// <summary>The keys in the file are not wrapped with the KEK.</summary>
    public static readonly FaultCode Kek = File("sb2-kek", "an SB file's keys are not wrapped with this KEK", "check that file and device hold the same SB KEK, in the same byte order");

    /// <summary>An authentication code is wrong.</summary>
    public static readonly FaultCode Mac = File("sb2-mac", "an authentication code in an SB file is wrong", "do not use the file: take it from its maker again");

    /// <summary>The number of authentication codes is wrong.</summary>
    public static readonly FaultCode MacCount = File("sb2-mac-count", "the number of authentication codes in an SB file is wrong", Rebuild);

    /// <summary>A section reaches past the end of the file.</summary>
    public static readonly FaultCode SectionOverrun = File("sb2-section-overrun", "a section of an SB file reaches past its end", Rebuild);

    /// <summary>A command's checksum is wrong.</summary>
    public static readonly FaultCode CommandChecksum = File("sb2-command-checksum", "the checksum of a command in an SB file is wrong", Rebuild);

    /// <summary>The CRC of loaded data is wrong.</summary>
    public static readonly FaultCode LoadCrc = File("sb2-load-crc", "the CRC of data in an SB file is wrong", Rebuild);

    /// <summary>A command is unknown.</summary>
    public static readonly FaultCode UnknownCommand = File("sb2-unknown-command", "a command in an SB file is unknown", "build the file with the commands that SB2.1 has");

    /// <summary>The data of a command reach past its section.</summary>
    public static readonly FaultCode DataUnderrun = File("sb2-data-underrun", "the data of a command in an SB file are missing", Rebuild);

    /// <summary>A command does not belong where it stands, or its fields do not fit it.</summary>
    public static readonly FaultCode UnexpectedCommand = File("sb2-unexpected-command", "a command in an SB file does not belong there", Rebuild);

    /// <summary>The version check of the file fails on the device.</summary>
    public static readonly FaultCode Rollback = File("sb2-rollback", "an SB file is older than the device allows", "use a file with a newer firmware version");

    /// <summary>What was asked of the writer cannot be written.</summary>
    public static readonly FaultCode Request = File("sb2-request", "an SB file cannot be built as asked", "correct the request");

    private static readonly FrozenDictionary<FaultCode, uint> Statuses = new Dictionary<FaultCode, uint>
    {
        [Truncated] = MbootStatus.SbEndOfFile,
        [Header] = MbootStatus.SbSignature,
        [Unprotected] = MbootStatus.SbSecureOnly,
        [Layout] = MbootStatus.SbSectionLength,
        [Certificate] = MbootStatus.SbSignature,
        [Chain] = MbootStatus.SbSignature,
        [RootKey] = MbootStatus.SbKeyNotFound,
        [RootRevoked] = MbootStatus.SbKeyNotFound,
        [Signature] = MbootStatus.SbSignature,
        [Digest] = MbootStatus.SbSignature,
        [Kek] = MbootStatus.SbBadKek,
        [Mac] = MbootStatus.SbSignature,
        [MacCount] = MbootStatus.SbMacCount,
        [SectionOverrun] = MbootStatus.SbSectionOverrun,
        [CommandChecksum] = MbootStatus.SbChecksum,
        [LoadCrc] = MbootStatus.SbCrc32,
        [UnknownCommand] = MbootStatus.SbUnknownCommand,
        [DataUnderrun] = MbootStatus.SbDataUnderrun,
        [UnexpectedCommand] = MbootStatus.SbUnexpectedCommand,
        [Rollback] = MbootStatus.SbRollbackBlocked,
    }.ToFrozenDictionary();

    /// <summary>The status with which a boot loader answers a fault: 10100 to 10118, or 1 for a fault of another kind.</summary>
    /// <param name="fault">A fault of this class.</param>
    public static uint StatusOf(Fault fault) => StatusOf(fault.Code);

    /// <summary>Makes a fault that carries its status as vendor code.</summary>
    internal static Fault Because(this FaultCode code, string what) =>
        code.Fault(what, vendorCode: Statuses.ContainsKey(code) ? StatusOf(code).ToString(CultureInfo.InvariantCulture) : null);

    private static uint StatusOf(FaultCode code) => Statuses.GetValueOrDefault(code, MbootStatus.Fail);

    private static FaultCode File(string id, string meaning, string next) => new(id, Party.File, meaning, next);
}
