using Rootline.Cli.Commands;
using Rootline.Cli.Frame;

return (int)Terminal.Run(AllCommands.List, args);
