using System.Globalization;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Status codes of the boot loader that this product sends or acts on, and the text of all that are known.</summary>
public static class MbootStatus
{
    /// <summary>The operation succeeded.</summary>
    public const uint Success = 0;

    /// <summary>The operation failed.</summary>
    public const uint Fail = 1;

    /// <summary>A value is out of range.</summary>
    public const uint OutOfRange = 3;

    /// <summary>An argument is invalid.</summary>
    public const uint InvalidArgument = 4;

    /// <summary>A flash address or length is not aligned.</summary>
    public const uint FlashAlignment = 101;

    /// <summary>A flash address is not in the flash.</summary>
    public const uint FlashAddress = 102;

    /// <summary>A flash word cannot be read.</summary>
    public const uint FlashEcc = 116;

    /// <summary>The protected page is sealed.</summary>
    public const uint FlashSealedPfr = 137;

    /// <summary>The writing of a protected page was broken off.</summary>
    public const uint FlashPfrWriteBroken = 138;

    /// <summary>The CMPA page cannot be erased by itself.</summary>
    public const uint FlashCmpaErase = 140;

    /// <summary>The CFPA page that was written holds what only the ROM may put there.</summary>
    public const uint FlashCfpaScratch = 148;

    /// <summary>The CFPA version is lower than the one in place.</summary>
    public const uint FlashCfpaRollback = 149;

    /// <summary>The target does not know the command.</summary>
    public const uint UnknownCommand = 10000;

    /// <summary>The state of the target forbids the command.</summary>
    public const uint SecurityViolation = 10001;

    /// <summary>The data phase ended early.</summary>
    public const uint AbortDataPhase = 10002;

    /// <summary>The target knows the command and cannot carry it out.</summary>
    public const uint UnsupportedCommand = 10006;

    /// <summary>The target did not answer.</summary>
    public const uint NoResponse = 10004;

    /// <summary>SB file: a section reaches past its end.</summary>
    public const uint SbSectionOverrun = 10100;

    /// <summary>SB file: a signature or authentication code is wrong.</summary>
    public const uint SbSignature = 10101;

    /// <summary>SB file: a length in it does not fit.</summary>
    public const uint SbSectionLength = 10102;

    /// <summary>SB file: it ends too early.</summary>
    public const uint SbEndOfFile = 10104;

    /// <summary>SB file: a command's checksum is wrong.</summary>
    public const uint SbChecksum = 10105;

    /// <summary>SB file: the CRC of loaded data is wrong.</summary>
    public const uint SbCrc32 = 10106;

    /// <summary>SB file: a command is unknown.</summary>
    public const uint SbUnknownCommand = 10107;

    /// <summary>SB file: the data of a command is missing.</summary>
    public const uint SbDataUnderrun = 10109;

    /// <summary>SB file: its root key is not one of the target's.</summary>
    public const uint SbKeyNotFound = 10112;

    /// <summary>SB file: it is not signed and encrypted.</summary>
    public const uint SbSecureOnly = 10113;

    /// <summary>SB file: its firmware version is lower than allowed.</summary>
    public const uint SbRollbackBlocked = 10115;

    /// <summary>SB file: the number of authentication codes is wrong.</summary>
    public const uint SbMacCount = 10116;

    /// <summary>SB file: a command does not belong where it stands.</summary>
    public const uint SbUnexpectedCommand = 10117;

    /// <summary>SB file: its keys are not wrapped with the target's key.</summary>
    public const uint SbBadKek = 10118;

    /// <summary>An address range is not in a memory.</summary>
    public const uint MemoryRangeInvalid = 10200;

    /// <summary>A memory cannot be read.</summary>
    public const uint MemoryReadFailed = 10201;

    /// <summary>A memory cannot be written.</summary>
    public const uint MemoryWriteFailed = 10202;

    /// <summary>A word would be programmed twice without an erase.</summary>
    public const uint MemoryCumulativeWrite = 10203;

    /// <summary>An external memory was not configured, or is not there.</summary>
    public const uint MemoryNotConfigured = 10205;

    /// <summary>An address or length is not aligned.</summary>
    public const uint MemoryAlignment = 10206;

    /// <summary>A memory is write protected.</summary>
    public const uint MemoryWriteProtected = 10208;

    /// <summary>A page that is erased cannot be read.</summary>
    public const uint MemoryBlankPageRead = 10211;

    /// <summary>The target does not know the property.</summary>
    public const uint UnknownProperty = 10300;

    /// <summary>The property cannot be set.</summary>
    public const uint ReadOnlyProperty = 10301;

    /// <summary>The property cannot have this value.</summary>
    public const uint InvalidPropertyValue = 10302;

    /// <summary>No check of the application is set up.</summary>
    public const uint ApplicationCrcInactive = 10402;

    /// <summary>There is nothing that a reliable update could swap.</summary>
    public const uint ReliableUpdateInactive = 10602;

    /// <summary>There is no such one-time word.</summary>
    public const uint OneTimeAddress = 52801;

    /// <summary>A one-time word was programmed before.</summary>
    public const uint OneTimeLocked = 52806;

    /// <summary>Trust provisioning: general failure.</summary>
    public const uint TpGeneral = 80000;

    /// <summary>Trust provisioning: a cryptographic operation failed.</summary>
    public const uint TpCrypto = 80001;

    /// <summary>Trust provisioning: the answer does not fit the buffer.</summary>
    public const uint TpBufferSmall = 80004;

    /// <summary>Trust provisioning: an address is wrong.</summary>
    public const uint TpAddress = 80005;

    /// <summary>Trust provisioning: the container is invalid.</summary>
    public const uint TpContainerInvalid = 80006;

    /// <summary>Trust provisioning: an entry of the container is invalid.</summary>
    public const uint TpEntryInvalid = 80007;

    /// <summary>Trust provisioning: an entry of the container is missing.</summary>
    public const uint TpEntryNotFound = 80008;

    /// <summary>Trust provisioning: the state forbids the operation.</summary>
    public const uint TpInvalidState = 80009;

    /// <summary>Trust provisioning: the arguments are invalid.</summary>
    public const uint TpCommandArguments = 80010;

    /// <summary>Trust provisioning: the flash failed.</summary>
    public const uint TpFlash = 80012;

    /// <summary>Trust provisioning: a KEK cannot be stored.</summary>
    public const uint TpSecretBox = 80013;

    /// <summary>Trust provisioning: the container's signature is wrong.</summary>
    public const uint TpContainerSignature = 80015;

    /// <summary>Trust provisioning: the CFPA page cannot be stored.</summary>
    public const uint TpCfpa = 80016;

    /// <summary>Trust provisioning: the CMPA page cannot be stored.</summary>
    public const uint TpCmpa = 80017;

    /// <summary>Trust provisioning: an address is out of range.</summary>
    public const uint TpAddressRange = 80018;

    /// <summary>Trust provisioning: the container's address is wrong.</summary>
    public const uint TpContainerAddress = 80019;

    /// <summary>Trust provisioning: the container is not aligned.</summary>
    public const uint TpContainerUnaligned = 80020;

    /// <summary>Trust provisioning: an OEM certificate's address is invalid.</summary>
    public const uint TpOemCertAddress = 80023;

    /// <summary>Trust provisioning: an OEM certificate's address is not aligned.</summary>
    public const uint TpOemCertUnaligned = 80024;

    /// <summary>Trust provisioning: OEM certificates overlap.</summary>
    public const uint TpOemCertOverlap = 80025;

    /// <summary>Trust provisioning: the operation is unknown.</summary>
    public const uint TpUnknownCommand = 80028;

    /// <summary>Trust provisioning: the provisioning data cannot be used.</summary>
    public const uint TpProvisioningData = 80029;

    /// <summary>The text of a status, for example <c>80006 (0x13886) TP: Container header or size is invalid.</c></summary>
    /// <param name="status">Any number.</param>
    public static string Text(uint status) =>
        MbootStatusTable.Texts.TryGetValue(status, out string? text)
            ? string.Create(CultureInfo.InvariantCulture, $"{status} (0x{status:X}) {text}.")
            : string.Create(CultureInfo.InvariantCulture, $"Unknown error code ({status})");
}
