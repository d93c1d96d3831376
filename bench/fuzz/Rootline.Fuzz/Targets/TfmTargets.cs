using System.Buffers.Binary;
using Rootline.Chips.Tfm;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Console;
using Rootline.Formats.Tfm.Rse;

namespace Rootline.Fuzz.Targets;

/// <summary>What TF-M's platforms take, keep and print: provisioning data, one-time memory, the console.</summary>
internal static class TfmTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("tfm-assembly-data", Assembly, () => [Struct(AssemblyAndTestData.Magic, AssemblyAndTestData.Length)], 64),
        new("tfm-rot-data", RotOfTrust, () => PsaRotLayout.All.Select(Rot), 400),
        new("tfm-bl2-data", Bl2, () => Bl2Layouts.Select(l => Struct(AssemblyAndTestData.Magic, l.Length)), 400),
        new("tfm-bl1-data", Bl1, () => [Struct(AssemblyAndTestData.Magic, 256)], 400),
        new("tfm-loader-image", Loader, () => LoaderLayouts.Select(Sealed), 2400),
        new("tfm-otp-image", Otp, () => OtpForms.Select(OtpImages), 2048),
        new("tfm-bundle", Bundle, () => [Small()], 600),
        new("tfm-rse", Rse, () => [RseBlob, Word((uint)LcmWord.Secure), [0, 2, 4, 7]], 64),
        new("tfm-console", Console, () => ["[INF] Starting bootloader\r\n\0[WRN]\x1b[1;31m \0This device was provisioned with dummy keys. \r\n"u8.ToArray()], 2048),
    ];

    private static byte[] RseBlob { get; } = [.. Word((uint)RseMessageKind.Blob), 1, 2, 3];

    private static IReadOnlyList<Bl2DataLayout> Bl2Layouts { get; } = [new(), new(32, 3, false, true), new(68, 4, true, false, true)];

    private static IReadOnlyList<LoaderImageLayout> LoaderLayouts { get; } = [LoaderImageLayout.Tfm17(16), LoaderImageLayout.Tfm22(16)];

    private static IReadOnlyList<OtpLayoutForm> OtpForms { get; } = [.. Enum.GetValues<TfmRelease>().Select(r => new OtpLayoutForm(r)), new(TfmRelease.Tfm17, 68)];

    private static BundleLayout SmallLayout { get; } = new(8, 0x1C0, 4, new(68), new(false, 32, 32));

    private static byte[] Word(uint value)
    {
        var word = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        return word;
    }

    private static bool Rse(byte[] input)
    {
        bool isWord = LcmWords.Parse(input).Ok;
        bool isProgress = RseProgressReader.Parse(input).Ok;
        if (!RseMessage.Parse(input).Try(out var message, out _))
            return isWord || isProgress;
        return Canonical.Demand(input, message.ToBytes());
    }

    private static bool Assembly(byte[] input)
    {
        if (!AssemblyAndTestData.Parse(input).Try(out var data, out _))
            return false;
        using (data)
            return Canonical.Demand(input, Samples.Take(data.ToBytes()));
    }

    private static bool RotOfTrust(byte[] input)
    {
        if (input.Length < sizeof(uint) || !PsaRotLayout.OfLength(input.Length).Try(out var layout, out _))
            return false;
        if (PsaRotData.ParseValues(input.AsSpan(sizeof(uint)), layout).Try(out var values, out _))
            values.Dispose();
        if (!PsaRotData.Parse(input).Try(out var data, out _))
            return false;
        using (data)
            return Canonical.Demand(input, Samples.Take(data.ToBytes(layout).OrThrow()));
    }

    private static bool Bl2(byte[] input)
    {
        bool isRead = false;
        foreach (var layout in Bl2Layouts)
        {
            if (Bl2Data.Parse(input, layout).Try(out var data, out _))
                isRead |= Canonical.Demand(input, data.ToBytes(layout).OrThrow());
        }

        return isRead;
    }

    private static bool Bl1(byte[] input)
    {
        bool isRead = false;
        foreach (var form in Enum.GetValues<Bl1DataForm>())
        {
            if (!Bl1Data.Parse(input, form).Try(out var data, out _))
                continue;
            using (data)
                isRead |= Canonical.Demand(input, Samples.Take(data.ToBytes(form).OrThrow()));
        }

        return isRead;
    }

    private static bool Loader(byte[] input)
    {
        bool isRead = false;
        using var key = new Secret(32);
        foreach (var layout in LoaderLayouts)
        {
            if (LoaderImage.Open(input, layout, key).Try(out var image, out _))
                isRead |= Canonical.Demand(input, LoaderImage.Seal(layout, image.Protected.Span, image.Signature.Span, key, input.AsSpan(0, LoaderImageLayout.CounterLength)));
        }

        return isRead;
    }

    private static byte[] Sealed(LoaderImageLayout layout)
    {
        using var key = new Secret(32);
        byte[] content = LoaderImage.ToBeSigned(layout, new(1, 9, 0, 0), 1, "boot loader"u8);
        return LoaderImage.Seal(layout, content, new byte[LoaderImageLayout.SignatureLength], key, new byte[LoaderImageLayout.CounterLength]);
    }

    private static bool Otp(byte[] input)
    {
        foreach (var form in OtpForms)
        {
            if (OtpImage.Parse(input, form).Try(out var named, out _))
                named.Dispose();
        }

        if (!OtpImage.Parse(input).Try(out var image, out _))
            return false;
        using (image)
        {
            if (image.State is OtpImageState.Blank or OtpImageState.Broken || image.Layout.Form.Release < TfmRelease.Tfm17)
                return image.Valid.StorageCounter(2) == 0;
            using var recovered = OtpRecovery.Of(image);
            using var again = OtpImage.Parse(recovered.Span, image.Layout.Form).OrThrow();
            return again.State == OtpImageState.InOrder ? true : throw new InvalidOperationException($"recovered to {again.State}");
        }
    }

    private static byte[] OtpImages(OtpLayoutForm form)
    {
        var layout = new OtpLayout(form);
        var image = new byte[2 * 1024];
        image.AsSpan().Fill(0xFF);
        foreach (int area in (int[])[0, 1024])
        {
            image.AsSpan(area, layout.Length).Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(area), OtpLayout.InitMagic);
            image[area + layout.Find(OtpElement.Lcs)!.Offset] = 3;
            "PSA_IOT_PROFILE_1"u8.CopyTo(image.AsSpan(area + layout.Find(OtpElement.ProfileDefinition)!.Offset));
            Samples.Bytes("entropy", 32).CopyTo(image, area + layout.Find(OtpElement.EntropySeed)!.Offset);
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(area + layout.SwapCount), form.Release < TfmRelease.Tfm17 ? OtpLayout.ValidMark : 2);
        }

        return image;
    }

    private static bool Bundle(byte[] input)
    {
        if (!ProvisioningBundle.Parse(input, SmallLayout).Try(out var bundle, out _))
            return false;
        using (bundle)
            return Canonical.Demand(input, Samples.Take(bundle.ToBytes(SmallLayout).OrThrow()));
    }

    private static bool Console(byte[] input) => ConsoleBoot.Split(ConsoleReader.ReadAll(input)).Any(b => b.IsDummy | b.IsUp);

    private static byte[] Small()
    {
        var bytes = new byte[SmallLayout.Length];
        Struct(ProvisioningBundle.Magic, sizeof(uint)).CopyTo(bytes, 0);
        Struct(ProvisioningBundle.Magic, sizeof(uint)).CopyTo(bytes, bytes.Length - sizeof(uint));
        Rot(SmallLayout.PsaRot).AsSpan(sizeof(uint)).CopyTo(bytes.AsSpan(SmallLayout.ValuesAt + SmallLayout.Bl2.ValuesLength + AssemblyAndTestData.HukLength));
        return bytes;
    }

    private static byte[] Struct(uint magic, int length)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        return bytes;
    }

    private static byte[] Rot(PsaRotLayout layout)
    {
        using var data = new PsaRotData
        {
            Iak = Secret.CopyOf(Samples.Bytes("iak", PsaRotData.KeyLength)),
            IakId = layout.HasIakId ? "kid@factory.example" : "",
            BootSeed = Samples.Bytes("seed", PsaRotData.KeyLength),
            ImplementationId = Samples.Bytes("implementation", PsaRotData.KeyLength),
            CertificationReference = "1234567890128",
            VerificationServiceUrl = "verify.factory.example",
            ProfileDefinition = "PSA_IOT_PROFILE_1",
            EntropySeed = Secret.CopyOf(Samples.Bytes("entropy", PsaRotData.EntropyLength)),
        };
        return Samples.Take(data.ToBytes(layout).OrThrow());
    }
}
