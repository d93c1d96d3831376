using System.CommandLine;
using System.Security.Cryptography;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Cli.Commands.Sb;

/// <summary><c>rootline sb build</c>: makes an SB2.1 file of a configuration.</summary>
internal sealed class SbBuildCommand : CliCommand
{
    private readonly Option<string> _config = CommandOptions.Config();
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write", Required = true, HelpName = "FILE" };
    private readonly Option<ulong?> _seed = CommandOptions.Seed();
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public SbBuildCommand(CommandContext context)
        : base("build", context, "sb build -c product.yaml -o product.sb2", "sb build -c product.yaml -o product.sb2 --seed 1 --force")
    {
        Add(_config);
        Add(_output);
        Add(_seed);
        Add(_force);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string destination = Context.FullPath(parse.GetRequiredValue(_output));
        if (Context.Disk.Exists(destination) && !parse.GetValue(_force))
            throw SbCommandFaults.Exists.Exception($"{destination} exists");
        var seed = parse.GetValue(_seed);
        // With a seed the calendar stands still, so that the file is a function of configuration and seed.
        var now = seed is null ? Context.Clock.GetUtcNow() : VirtualClock.Epoch;
        using var config = SbConfig.Read(Context, parse.GetRequiredValue(_config), now);
        var entropy = seed is { } number ? new SeededEntropy(number) : Context.Entropy;
        byte[] file = Sb2Writer.Write(config.Request, config.Kek.Span, entropy.Fork("sb"), d => config.Signer.SignDigest(HashAlgorithmName.SHA256, SHA256.HashData(d))).OrThrow();
        Context.Disk.CreateFolder(Path.GetDirectoryName(destination)!);
        Context.Disk.Replace(destination, file);
        if (seed is not null)
            Context.Warn("the file's keys come from a seed: who knows it can read and change the file");
        Print(destination, file, config.Request);
        return ExitCode.Done;
    }

    private void Print(string path, byte[] file, Sb2Request request)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(file));
        string rkth = Convert.ToHexStringLower(request.RootKeys.Hash());
        int commands = request.Sections.Sum(s => s.Commands.Count);
        if (!Context.Json)
        {
            Context.Output.WriteLine($"built {path}: {file.Length} bytes, {commands} commands");
            Context.Output.WriteLine($"sha256 {digest}");
            Context.Output.WriteLine($"RKTH   {rkth} (a device's CMPA ROTKH must be this)");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteNumber("length", file.Length);
            json.WriteNumber("sections", request.Sections.Count);
            json.WriteNumber("commands", commands);
            json.WriteString("sha256", digest);
            json.WriteString("rkth", rkth);
            json.WriteEndObject();
        });
    }
}
